import type { PipelineExecution, StageExecution } from '@gennaker/contracts/orca';
import type { Status } from '../../ui/status.ts';
import { say } from '../../words/say.ts';
import { roughly } from '../../words/time.ts';
import { errorOf } from './error-of.ts';
import { executionStatus, inWords, leafOf, stageName, statusOf, writtenStages } from './stages.ts';
import { words } from './words.ts';

export interface Why {
  status: Status;
  reason: string;
  more?: string;
  /** The stage that it is about. */
  stageId?: string;
}

/** Why an execution does not progress, or what it does: in a sentence or two. Nothing to say of a success. */
export function whyOf(execution: PipelineExecution, now: number, isLimited = false): Why | undefined {
  const status = executionStatus(execution);
  const written = writtenStages(execution);
  const running = written.filter((stage) => stage.status === 'RUNNING');
  switch (status) {
    case 'BUFFERED':
      return { status, reason: words.queued, more: isLimited ? words.queuedLimited : undefined };
    case 'PAUSED':
      return {
        status,
        reason: say(words.pausedBy, { user: execution.paused?.pausedBy ?? words.somebody }),
        more: words.pausedMore,
      };
    case 'AWAITING':
    case 'RUNNING':
      return whyRunning(execution, running, now);
    case 'TERMINAL':
    case 'STOPPED':
      return whyFailed(execution, written, status);
    case 'CANCELED':
      return {
        status,
        reason: say(words.cancelledBy, { user: execution.canceledBy ?? words.somebody }),
        more: execution.cancellationReason,
      };
    default:
      return undefined;
  }
}

function whyRunning(execution: PipelineExecution, running: StageExecution[], now: number): Why | undefined {
  const asking = running.find((stage) => statusOf(stage) === 'AWAITING');
  if (asking) {
    const { instructions } = asking.context;
    const others = running.length - 1;
    return {
      status: 'AWAITING',
      reason: say(words.asks, { stage: asking.name, time: roughly(now - (asking.startTime ?? now)) }),
      more:
        typeof instructions === 'string' && instructions !== ''
          ? plain(instructions)
          : others > 0
            ? say(words.alsoRuns, { count: others })
            : undefined,
      stageId: asking.id,
    };
  }
  const stage = running[0];
  if (!stage) return undefined;
  const leaf = leafOf(execution, stage);
  const task = leaf.tasks.find(({ status }) => status === 'RUNNING');
  const doing = [...(leaf === stage ? [] : [stageName(leaf)]), ...(task ? [inWords(task.name)] : [])].join(
    ', ',
  );
  const time = roughly(now - (task?.startTime ?? leaf.startTime ?? now));
  return {
    status: 'RUNNING',
    reason:
      doing === ''
        ? say(words.runs, { stage: stage.name })
        : say(words.runsWith, { stage: stage.name, doing }),
    more: [
      say(words.sinceTime, { time }),
      ...(running.length > 1 ? [say(words.alsoRuns, { count: running.length - 1 })] : []),
    ].join(' '),
    stageId: stage.id,
  };
}

function whyFailed(execution: PipelineExecution, written: StageExecution[], status: Status): Why {
  const failed = written.find((stage) => stage.status === 'TERMINAL' || stage.status === 'STOPPED');
  if (!failed) return { status, reason: words.failedSilently };
  const isRejected = failed.type === 'manualJudgment' && failed.context['judgmentStatus'] === 'stop';
  if (isRejected)
    return {
      status,
      reason: say(words.rejected, { stage: failed.name, user: failed.lastModified?.user ?? words.somebody }),
      more: typeof failed.context['judgmentInput'] === 'string' ? failed.context['judgmentInput'] : undefined,
      stageId: failed.id,
    };
  const leaf = leafOf(execution, failed);
  const where = leaf === failed ? failed.name : `${failed.name}, ${stageName(leaf)}`;
  return {
    status,
    reason: say(words.failedAt, { stage: where }),
    more: essence(errorOf(execution, failed)[0] ?? words.noReason),
    stageId: failed.id,
  };
}

/**
 * What happened and the cause of it: an error begins with the one and ends with the other. The rest is told where
 * the error stands whole.
 */
export function essence(text: string): string {
  const sentences = text.match(/\S.*?(?:[.!?](?=\s)|$)/gs) ?? [];
  return sentences.length > 2 ? `${sentences[0]} … ${sentences.at(-1)}` : text;
}

/** Instructions may hold HTML; here they are words. */
export const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
