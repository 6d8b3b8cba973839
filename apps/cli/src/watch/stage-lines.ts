import {
  isComplete,
  type ExecutionStatus,
  type PipelineExecution,
  type StageExecution,
} from '@gennaker/contracts/orca';
import { duration, styled } from '../terminal.ts';

const MARKS: Readonly<Record<ExecutionStatus, [mark: string, style: Parameters<typeof styled>[0]]>> = {
  NOT_STARTED: ['○', 'dim'],
  BUFFERED: ['○', 'dim'],
  RUNNING: ['●', 'blue'],
  PAUSED: ['‖', 'yellow'],
  SUSPENDED: ['‖', 'yellow'],
  SUCCEEDED: ['✓', 'green'],
  FAILED_CONTINUE: ['!', 'yellow'],
  TERMINAL: ['✗', 'red'],
  CANCELED: ['⊘', 'yellow'],
  REDIRECT: ['●', 'blue'],
  STOPPED: ['■', 'yellow'],
  SKIPPED: ['–', 'dim'],
};

export const marked = (status: ExecutionStatus, text: string): string => {
  const [mark, style] = MARKS[status];
  return styled(style, `${mark} ${text}`);
};

/** The execution's title and a line for each stage, synthetic ones indented under their parents while they matter. */
export function executionLines(execution: PipelineExecution, now: number): string[] {
  const { name, application, id, status, startTime, endTime } = execution;
  const took = startTime === undefined ? '' : duration((endTime ?? now) - startTime);
  const title = `${styled('bold', `${application} · ${name ?? 'execution'}`)} ${styled('dim', id)}  ${marked(status, status)} ${took}`;
  const queued =
    status === 'NOT_STARTED' ? [styled('dim', '  waits until another run of this pipeline has ended')] : [];
  return [title, ...queued, ...stageLines(execution, now)];
}

export interface Placed {
  stage: StageExecution;
  /** 1 for a stage of the pipeline, more for its parts. */
  depth: number;
}

/** Stages with their parts below them, as they began. */
export function inTreeOrder(execution: PipelineExecution, parentId?: string, depth = 1): Placed[] {
  return execution.stages
    .filter(({ parentStageId }) => parentStageId === parentId)
    .toSorted((a, b) => (a.startTime ?? Infinity) - (b.startTime ?? Infinity))
    .flatMap((stage) => [{ stage, depth }, ...inTreeOrder(execution, stage.id, depth + 1)]);
}

/** Parts are shown while their stage is at work, and of one that failed. */
function stageLines(execution: PipelineExecution, now: number): string[] {
  const byId = new Map(execution.stages.map((stage) => [stage.id, stage]));
  const isOpen = ({ status }: StageExecution): boolean =>
    status === 'TERMINAL' || (!isComplete(status) && status !== 'NOT_STARTED');
  const isShown = ({ parentStageId }: StageExecution): boolean => {
    const parent = parentStageId === undefined ? undefined : byId.get(parentStageId);
    return !parent || (isOpen(parent) && isShown(parent));
  };
  return inTreeOrder(execution)
    .filter(({ stage }) => isShown(stage))
    .map(({ stage, depth }) => stageLine(execution, stage, depth, now));
}

function stageLine(execution: PipelineExecution, stage: StageExecution, depth: number, now: number): string {
  const { name, status, startTime, endTime } = stage;
  const label = marked(status, name.padEnd(Math.max(4, 44 - depth * 2)));
  const took = startTime === undefined ? '' : duration((endTime ?? now) - startTime).padStart(9);
  return `${'  '.repeat(depth)}${label} ${took}  ${styled('dim', noteOf(execution, stage))}`.trimEnd();
}

/** Why it stands where it stands, in a few words. */
export function noteOf(execution: PipelineExecution, stage: StageExecution): string {
  const { status, type } = stage;
  if (status === 'RUNNING' && type === 'manualJudgment')
    return `waits for your decision: gennaker judge ${execution.id} continue`;
  if (status === 'TERMINAL' || status === 'FAILED_CONTINUE')
    return reasonOf(stage) ?? reasonOfParts(execution, stage) ?? '';
  if (status === 'SKIPPED') return 'skipped';
  if (status !== 'RUNNING') return '';
  return stage.tasks.find((task) => task.status === 'RUNNING')?.name ?? '';
}

/** A stage that failed through its parts and went on has no reason of its own. */
function reasonOfParts(execution: PipelineExecution, { id, status }: StageExecution): string | undefined {
  if (status !== 'FAILED_CONTINUE') return undefined;
  return execution.stages
    .filter(({ parentStageId }) => parentStageId === id)
    .map(reasonOf)
    .find((reason) => reason !== undefined);
}

/** What a failed stage says about itself. */
function reasonOf({ type, status, context }: StageExecution): string | undefined {
  if (type === 'manualJudgment' && status === 'TERMINAL' && typeof context['judgmentStatus'] === 'string') {
    const { lastModifiedBy: by } = context;
    return `stopped by ${typeof by === 'string' ? by : 'somebody'}`;
  }
  const details = (context['exception'] as { details?: { error?: string; errors?: string[] } } | undefined)
    ?.details;
  const webhook = context['webhook'] as { error?: string; monitor?: { error?: string } } | undefined;
  return details?.errors?.[0] ?? details?.error ?? webhook?.error ?? webhook?.monitor?.error;
}

/** The reasons of all stages that failed, innermost first, each once. */
export function reasonsOf({ stages }: PipelineExecution): string[] {
  const failed = stages.filter(({ status }) => status === 'TERMINAL' || status === 'FAILED_CONTINUE');
  const lines = failed.flatMap((stage) => {
    const reason = reasonOf(stage);
    return reason === undefined ? [] : [{ stage: stage.name, reason }];
  });
  const seen = new Set<string>();
  return lines
    .filter(({ reason }) => !seen.has(reason) && seen.add(reason))
    .map(({ stage, reason }) => `${stage}: ${reason}`);
}
