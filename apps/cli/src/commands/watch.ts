import { gateOf, type CommonOptions } from '../context.ts';
import { sayJson } from '../terminal.ts';
import { conclude, watchExecution } from '../watch/watch-execution.ts';
import { watched } from '../watch/watched.ts';

/** Watches an execution to its end. */
export async function watch(id: string, options: CommonOptions & { json?: boolean }): Promise<void> {
  const { client } = gateOf(options);
  const execution = await watched(id, () => watchExecution(client, id, { silent: options.json }));
  if (options.json) sayJson(execution);
  conclude(execution);
}
