import { gateOf, type CommonOptions } from '../context.ts';
import { EXIT, Failure } from '../failure.ts';
import { say, sayJson } from '../terminal.ts';
import { conclude, watchExecution } from '../watch/watch-execution.ts';
import { watched } from '../watch/watched.ts';

interface Options extends CommonOptions {
  application: string;
  pipeline: string;
  parameter?: string[];
  yes?: boolean;
  watch: boolean;
  json?: boolean;
}

/** Ships a version through a pipeline that has a parameter `version`. */
export async function ship(version: string, options: Options): Promise<void> {
  const { client } = gateOf(options);
  const { application, pipeline } = options;
  const { ref } = await client.pipelines.trigger({
    params: { application, nameOrId: pipeline },
    body: { type: 'manual', parameters: { ...parametersOf(options.parameter), version } },
  });
  const id = ref.slice(ref.lastIndexOf('/') + 1);
  if (!options.watch) return options.json ? sayJson({ id, ref }) : say(id);
  const execution = await watched(id, () =>
    watchExecution(client, id, { judgment: options.yes ? 'continue' : undefined, silent: options.json }),
  );
  if (options.json) sayJson(execution);
  conclude(execution);
}

function parametersOf(given: string[] = []): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const [name, ...value] = text.split('=');
      if (!name || value.length === 0)
        throw new Failure(`--parameter ${text}: write it as name=value`, EXIT.usage);
      return [name, value.join('=')];
    }),
  );
}
