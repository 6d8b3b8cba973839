import { gateOf, type CommonOptions } from '../context.ts';
import { sayJson } from '../terminal.ts';
import { conclude, watchExecution } from '../watch/watch-execution.ts';

/** Watches an execution to its end. */
export async function watch(id: string, options: CommonOptions & { json?: boolean }): Promise<void> {
  const execution = await watchExecution(gateOf(options).client, id);
  if (options.json) sayJson(execution);
  conclude(execution);
}
