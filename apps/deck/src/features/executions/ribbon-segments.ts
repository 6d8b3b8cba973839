import type { PipelineExecution, StageExecution } from '@gennaker/contracts/orca';
import type { Status } from '../../ui/status.ts';
import { isOver, statusOf, writtenStages } from './stages.ts';

/** How a piece of a bar is drawn; hatching is waiting, an outline is an estimate. */
export type SegmentKind =
  | 'ok'
  | 'wait'
  | 'hold'
  | 'run'
  | 'runWait'
  | 'bad'
  | 'warn'
  | 'cancelled'
  | 'skipped'
  | 'queue'
  | 'estimate';

export interface Segment {
  id: string;
  name: string;
  status: Status;
  kind: SegmentKind;
  /** Ms since the execution was asked for. */
  from: number;
  to: number;
  /** Which of so many lanes: stages that ran at the same time share the height. */
  lane: number;
  lanes: number;
}

const WAITING_TYPES = new Set([
  'wait',
  'manualJudgment',
  'restrictExecutionDuringTimeWindow',
  'waitForCondition',
]);

/** When an execution begins on its bar: it may wait before it starts. */
export const originOf = ({ buildTime, startTime }: PipelineExecution): number => buildTime ?? startTime ?? 0;

export const lengthOf = (execution: PipelineExecution, now: number): number =>
  Math.max(0, (execution.endTime ?? (isOver(execution) ? originOf(execution) : now)) - originOf(execution));

/**
 * The pieces of an execution's bar.
 *
 * @param estimates how long a stage takes as a rule (ms), by name; those of stages to come are drawn after now
 */
export function ribbonSegments(
  execution: PipelineExecution,
  now: number,
  estimates: ReadonlyMap<string, number> = new Map(),
): Segment[] {
  const origin = originOf(execution);
  const stages = writtenStages(execution);
  const segments: Segment[] = [];
  const started = execution.startTime ?? (isOver(execution) ? origin : now);
  if (started - origin > 500)
    segments.push({ ...piece('queue', 'Queued', 'BUFFERED'), kind: 'queue', from: 0, to: started - origin });
  for (const stage of stages) {
    if (stage.startTime === undefined) continue;
    const to = stage.endTime ?? (isOver(execution) ? (execution.endTime ?? stage.startTime) : now);
    segments.push({
      ...piece(stage.id, stage.name, statusOf(stage)),
      kind: kindOf(stage),
      from: stage.startTime - origin,
      to: Math.max(to, stage.startTime) - origin,
    });
  }
  if (!isOver(execution) && execution.startTime !== undefined)
    segments.push(...toCome(stages, now - origin, estimates));
  return inLanes(segments);
}

const piece = (id: string, name: string, status: Status) => ({ id, name, status, lane: 0, lanes: 1 });

function kindOf({ type, status }: StageExecution): SegmentKind {
  const waits = WAITING_TYPES.has(type);
  switch (status) {
    case 'SUCCEEDED':
      return type === 'manualJudgment' ? 'hold' : waits ? 'wait' : 'ok';
    case 'TERMINAL':
    case 'STOPPED':
      return 'bad';
    case 'FAILED_CONTINUE':
      return 'warn';
    case 'CANCELED':
      return 'cancelled';
    case 'SKIPPED':
      return 'skipped';
    case 'PAUSED':
    case 'SUSPENDED':
      return 'hold';
    default:
      return type === 'manualJudgment' ? 'hold' : waits ? 'runWait' : 'run';
  }
}

/** Stages to come, one after another, each as long as it takes as a rule. */
function toCome(
  stages: readonly StageExecution[],
  now: number,
  estimates: ReadonlyMap<string, number>,
): Segment[] {
  let from = now;
  return stages.flatMap((stage) => {
    const length = estimates.get(stage.name);
    if (stage.startTime !== undefined || stage.status !== 'NOT_STARTED' || !length) return [];
    const segment = {
      ...piece(stage.id, stage.name, 'NOT_STARTED'),
      kind: 'estimate' as const,
      from,
      to: from + length,
    };
    from += length;
    return [segment];
  });
}

/** Gives overlapping pieces lanes of their own. */
function inLanes(segments: readonly Segment[]): Segment[] {
  const sorted = segments.toSorted((a, b) => a.from - b.from);
  const done: Segment[] = [];
  let together: Segment[] = [];
  let end = -Infinity;
  const settle = () => {
    const ends: number[] = [];
    const placed = together.map((segment) => {
      const free = ends.findIndex((until) => until <= segment.from);
      const lane = free < 0 ? ends.length : free;
      ends[lane] = segment.to;
      return { ...segment, lane };
    });
    done.push(...placed.map((segment) => ({ ...segment, lanes: ends.length })));
  };
  for (const segment of sorted) {
    if (segment.from >= end) {
      settle();
      together = [];
    }
    together.push(segment);
    end = Math.max(together.length === 1 ? -Infinity : end, segment.to);
  }
  settle();
  return done;
}
