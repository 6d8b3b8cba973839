import { isSuccessful, type PipelineExecution, type StageExecution } from '@gennaker/contracts/orca';
import type { GateClient } from '../context.ts';
import { EXIT, Failure } from '../failure.ts';
import { ask, isInteractive, say } from '../terminal.ts';
import { followExecution } from './follow-execution.ts';
import { drawnView } from './live-view.ts';
import { printedView } from './printed-view.ts';
import { reasonsOf } from './stage-lines.ts';

interface WatchOptions {
  /** What to answer judgments with; absent: a person is asked, if there is one. */
  judgment?: 'continue' | 'stop' | undefined;
}

/** Watches an execution to its end, asking for judgments on the way. @returns the execution as it ended */
export async function watchExecution(
  client: GateClient,
  id: string,
  { judgment }: WatchOptions = {},
): Promise<PipelineExecution> {
  const view = isInteractive() ? drawnView() : printedView();
  const answered = new Set<string>();
  let last: PipelineExecution | undefined;
  try {
    for await (const execution of followExecution(client, id)) {
      last = execution;
      view.show(execution);
      const waiting = execution.stages.find((stage) => isWaiting(stage) && !answered.has(stage.id));
      if (!waiting || (judgment === undefined && !isInteractive())) continue;
      answered.add(waiting.id);
      view.pause();
      await judge(client, execution, waiting, judgment ?? (await askJudge(waiting)));
    }
  } finally {
    view.end();
  }
  if (!last) throw new Failure(`Execution ${id} could not be followed.`);
  return last;
}

export const isWaiting = ({ type, status }: StageExecution): boolean =>
  type === 'manualJudgment' && status === 'RUNNING';

async function askJudge({ name, context }: StageExecution): Promise<string> {
  const instructions = typeof context['instructions'] === 'string' ? `${context['instructions']}\n` : '';
  say();
  return ask(`${instructions}${name}:`, ['continue', 'stop']);
}

export async function judge(
  client: GateClient,
  { id }: PipelineExecution,
  stage: StageExecution,
  judgmentStatus: string,
  judgmentInput?: string,
): Promise<void> {
  const body = { judgmentStatus, ...(judgmentInput === undefined ? {} : { judgmentInput }) };
  await client.pipelines.patchStage({ params: { id, stageId: stage.id }, body });
}

/** Says how it ended. @throws Failure when it did not end well */
export function conclude(execution: PipelineExecution): void {
  if (isSuccessful(execution.status)) return;
  const reasons = reasonsOf(execution);
  const why = execution.cancellationReason ? [execution.cancellationReason, ...reasons] : reasons;
  const text = [`The execution ended ${execution.status}.`, ...why.map((reason) => `  ${reason}`)].join('\n');
  throw new Failure(text, execution.status === 'CANCELED' ? EXIT.canceled : EXIT.failed);
}
