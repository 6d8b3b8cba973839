import type { PipelineExecution, StageExecution } from '@gennaker/contracts/orca';
import { isComplete } from '@gennaker/contracts/orca';
import type { Status } from '../../ui/status.ts';

/** The stages that somebody wrote, in the order in which they ran or will run. */
export function writtenStages({ stages }: Pick<PipelineExecution, 'stages'>): StageExecution[] {
  const written = stages.filter(({ parentStageId }) => parentStageId === undefined);
  const depth = depths(written);
  return written.toSorted(
    (a, b) =>
      // Infinity less itself is no number, and then the depth decides.
      (a.startTime ?? a.endTime ?? Infinity) - (b.startTime ?? b.endTime ?? Infinity) ||
      (depth.get(a.refId) ?? 0) - (depth.get(b.refId) ?? 0),
  );
}

/** How many stages stand before each, at most. */
function depths(stages: readonly StageExecution[]): Map<string, number> {
  const byRef = new Map(stages.map((stage) => [stage.refId, stage]));
  const found = new Map<string, number>();
  const visit = (refId: string, path: ReadonlySet<string>): number => {
    const known = found.get(refId);
    if (known !== undefined || path.has(refId)) return known ?? 0;
    const before = byRef.get(refId)?.requisiteStageRefIds ?? [];
    const depth = Math.max(0, ...before.map((one) => visit(one, new Set([...path, refId])) + 1));
    found.set(refId, depth);
    return depth;
  };
  for (const { refId } of stages) visit(refId, new Set());
  return found;
}

/** The stages that a stage is made of. */
export const partsOf = (
  { stages }: Pick<PipelineExecution, 'stages'>,
  { id }: StageExecution,
): StageExecution[] =>
  stages
    .filter(({ parentStageId }) => parentStageId === id)
    .toSorted((a, b) => (a.startTime ?? Infinity) - (b.startTime ?? Infinity) || 0);

/** A judgment that runs waits for a person. */
export const statusOf = ({ type, status }: StageExecution): Status =>
  type === 'manualJudgment' && status === 'RUNNING' ? 'AWAITING' : status;

/** An execution needs approval when nothing else in it runs. */
export function executionStatus(execution: PipelineExecution): Status {
  if (execution.status !== 'RUNNING')
    return execution.status === 'NOT_STARTED' ? 'BUFFERED' : execution.status;
  const running = writtenStages(execution).filter(({ status }) => status === 'RUNNING');
  return running.length > 0 && running.every((stage) => statusOf(stage) === 'AWAITING')
    ? 'AWAITING'
    : 'RUNNING';
}

export const isOver = ({ status }: PipelineExecution): boolean => isComplete(status);

/** When something last happened in an execution (epoch ms): our clock may be behind, or tick later. */
export const latestOf = ({ stages, startTime = 0 }: PipelineExecution): number =>
  Math.max(startTime, ...stages.flatMap(({ startTime: from, endTime }) => endTime ?? from ?? []));

/** The innermost stage that runs, or that failed first, beneath a stage. */
export function leafOf(execution: PipelineExecution, stage: StageExecution): StageExecution {
  const inner = partsOf(execution, stage).find(({ status }) => status === stage.status);
  const failed = partsOf(execution, stage).find(({ status }) => status === 'TERMINAL');
  const next = stage.status === 'FAILED_CONTINUE' || stage.status === 'TERMINAL' ? (failed ?? inner) : inner;
  return next ? leafOf(execution, next) : stage;
}

/** `waitForUpInstances` in words: `wait for up instances`. */
export const inWords = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

/** The name of a stage; parts that nobody named bear their type, which is put in words. */
export const stageName = ({ name }: Pick<StageExecution, 'name'>): string =>
  /^[a-z]+([A-Z][a-z]+)+$/.test(name) ? asTitle(name) : name;

/** The same at the beginning of a line. */
export const asTitle = (name: string): string => {
  const text = inWords(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
};
