import {
  isComplete,
  isSuccessful,
  type PipelineExecution,
  type StageExecution,
} from '@gennaker/contracts/orca';
import type { GateClient } from '../context.ts';
import { EXIT, Failure } from '../failure.ts';
import { ask, isInteractive } from '../terminal.ts';
import { followExecution } from './follow-execution.ts';
import { drawnView, type LiveView } from './live-view.ts';
import { printedView } from './printed-view.ts';
import { reasonsOf } from './stage-lines.ts';

interface WatchOptions {
  /** What to answer judgments with; absent: a person is asked, if there is one. */
  judgment?: 'continue' | 'stop' | undefined;
  /** Shows nothing: standard output belongs to a script. */
  silent?: boolean | undefined;
}

const noView: LiveView = {
  show: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
  end: () => undefined,
};

/** Watches an execution to its end, asking for judgments on the way. @returns the execution as it ended */
export async function watchExecution(
  client: GateClient,
  id: string,
  { judgment, silent }: WatchOptions = {},
): Promise<PipelineExecution> {
  const asks = judgment === undefined && !silent && isInteractive();
  const view = silent ? noView : isInteractive() ? drawnView() : printedView(judgment !== undefined);
  const answered = new Set<string>();
  let question: Question | undefined;
  let last: PipelineExecution | undefined;
  try {
    for await (const execution of followExecution(client, id)) {
      last = execution;
      if (question && !execution.stages.some((stage) => stage.id === question?.stageId && isWaiting(stage))) {
        question.withdraw();
        question = undefined;
        view.resume();
      }
      if (!question) view.show(execution);
      const waiting = execution.stages.find((stage) => isWaiting(stage) && !answered.has(stage.id));
      if (!waiting) continue;
      answered.add(waiting.id);
      if (judgment) await judge(client, execution, waiting, judgment);
      else if (asks) {
        view.pause();
        question = put(waiting, (decision) => judge(client, execution, waiting, decision));
      }
    }
  } finally {
    question?.withdraw();
    view.end();
  }
  if (!last || !isComplete(last.status))
    throw new Failure(`Execution ${id} could not be followed to its end.`);
  return last;
}

interface Question {
  stageId: string;
  /** Somebody else has answered, or it is over. */
  withdraw(): void;
}

/** Asks a person while the execution is being followed; the answer shows itself as a change of the execution. */
function put(stage: StageExecution, answer: (decision: string) => Promise<void>): Question {
  const over = new AbortController();
  const { instructions } = stage.context;
  const text = typeof instructions === 'string' ? `${instructions}\n` : '';
  ask(`\n${text}${stage.name}:`, ['continue', 'stop'], over.signal)
    .then(answer)
    .catch((error: unknown) => {
      if (over.signal.aborted) return;
      // Ctrl-C at the question: the execution goes on waiting, and the user is told how to answer later.
      process.kill(process.pid, 'SIGINT');
      if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    });
  return { stageId: stage.id, withdraw: () => over.abort() };
}

export const isWaiting = ({ type, status }: StageExecution): boolean =>
  type === 'manualJudgment' && status === 'RUNNING';

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
