import type { PipelineExecution, StageExecution } from '@gennaker/contracts/orca';
import { Duration } from '../../ui/duration.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import type { Status } from '../../ui/status.ts';
import { useNow } from '../../ui/use-now.ts';
import { asTitle, partsOf, stageName, statusOf } from './stages.ts';
import { words } from './words.ts';
import css from './task-list.module.css';

interface Line {
  id: string;
  name: string;
  status: Status;
  startTime?: number;
  endTime?: number;
  depth: number;
  isPart: boolean;
}

/** The tasks of a stage and of what it is made of, each where it stands in the stage's time. */
export function TaskList({ execution, stage }: { execution: PipelineExecution; stage: StageExecution }) {
  const now = useNow(1_000, stage.status === 'RUNNING');
  const lines = linesOf(execution, stage, 0);
  if (lines.length === 0)
    return <p className="text-3">{stage.status === 'NOT_STARTED' ? words.notStarted : words.noTasks}</p>;
  const from = stage.startTime ?? 0;
  const ends = lines.flatMap(({ endTime, startTime }) => endTime ?? (startTime === undefined ? [] : now));
  const whole = Math.max(1, (stage.endTime ?? Math.max(from, ...ends)) - from);
  return (
    <ol className={css.tasks}>
      {lines.map(({ id, name, status, startTime, endTime, depth, isPart }) => (
        <li key={id} style={{ '--depth': depth } as never} data-part={isPart || undefined}>
          <StatusGlyph status={status} size={13} />
          <span className="cut">{name}</span>
          <span className={css.track} aria-hidden>
            {startTime !== undefined && (
              <i
                data-status={status}
                style={{
                  left: `${Math.min(99, ((startTime - from) / whole) * 100)}%`,
                  width: `max(2px, ${(((endTime ?? from + whole) - startTime) / whole) * 100}%)`,
                }}
              />
            )}
          </span>
          <span className={css.time}>
            {startTime !== undefined && <Duration from={startTime} to={endTime} />}
          </span>
        </li>
      ))}
    </ol>
  );
}

function linesOf(execution: PipelineExecution, stage: StageExecution, depth: number): Line[] {
  const tasks = stage.tasks.map(({ name, status, startTime, endTime }, index): Line => ({
    id: `${stage.id} ${index}`,
    name: asTitle(name),
    status,
    startTime,
    endTime,
    depth,
    isPart: false,
  }));
  const parts = partsOf(execution, stage);
  const lines = (part: StageExecution): Line[] => [
    {
      id: part.id,
      name: stageName(part),
      status: statusOf(part),
      startTime: part.startTime,
      endTime: part.endTime,
      depth,
      isPart: true,
    },
    ...linesOf(execution, part, depth + 1),
  ];
  const before = parts.filter(({ syntheticStageOwner }) => syntheticStageOwner !== 'STAGE_AFTER');
  const after = parts.filter(({ syntheticStageOwner }) => syntheticStageOwner === 'STAGE_AFTER');
  return [...before.flatMap(lines), ...tasks, ...after.flatMap(lines)];
}
