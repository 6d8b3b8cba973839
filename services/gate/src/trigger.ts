import type { PipelineConfig } from '@gennaker/contracts/front50';
import { AppError, caller, invalid } from '@gennaker/kernel';
import type { Clients } from './clients.ts';
import { configNamed } from './pipeline-configs.ts';

type Json = Record<string, unknown>;

/**
 * Starts a saved pipeline.
 *
 * @returns reference to the execution
 * @throws AppError with the status of what failed; `invalid` when a required parameter has no value
 */
export async function triggerPipeline(
  { orca, front50 }: Clients,
  { application, nameOrId }: { application: string; nameOrId: string },
  body: Json = {},
  fixed: Json = {},
): Promise<{ ref: string }> {
  try {
    const config = await configNamed(front50, application, nameOrId);
    const trigger = triggerOf(config, body);
    checkParameters(config, trigger);
    const started = await orca.pipelines.start({ body: { ...config, ...fixed, trigger } as never });
    return started as { ref: string };
  } catch (error) {
    if (!(error instanceof AppError) || error.message.startsWith('Required parameter')) throw error;
    const { code, status, errors } = error;
    const message = `Unable to trigger pipeline (application: ${application}, pipelineNameOrId: ${nameOrId}). Error: ${error.message}`;
    throw new AppError(code, message, { status, errors, cause: error });
  }
}

function triggerOf(config: PipelineConfig, body: Json): Json {
  // The newer spin wraps the trigger; taking it out is safe, no trigger has this one key. Source: gate-api §3.
  const keys = Object.keys(body);
  const given = keys.length === 1 && keys[0] === 'trigger' ? ((body['trigger'] ?? {}) as Json) : body;
  const notifications = [config.notifications, given['notifications']].flatMap((list) =>
    Array.isArray(list) ? list : [],
  );
  return { type: 'manual', ...given, user: caller().user, notifications };
}

function checkParameters({ parameterConfig }: PipelineConfig, trigger: Json): void {
  const parameters = (trigger['parameters'] ?? {}) as Json;
  for (const { name, required, default: byDefault } of parameterConfig ?? []) {
    const isGiven = parameters[String(name)] !== undefined && parameters[String(name)] !== null;
    if (required === true && !isGiven && byDefault === undefined)
      throw invalid(`Required parameter ${String(name)} is missing`);
  }
}
