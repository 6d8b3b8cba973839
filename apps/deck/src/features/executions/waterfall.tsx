import type { PipelineExecution, StageExecution } from '@gennaker/contracts/orca';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { statusTable } from '../../ui/status.ts';
import { duration } from '../../words/time.ts';
import type { History } from './history.ts';
import { lengthOf, originOf, ribbonSegments, type Segment } from './ribbon-segments.ts';
import { scaleFor, tickLabel, ticksOf, type Scale } from './scale.ts';
import { isOver, partsOf, stageName, statusOf, writtenStages } from './stages.ts';
import { words } from './words.ts';
import ribbon from './ribbon.module.css';
import css from './waterfall.module.css';

interface WaterfallProps {
  execution: PipelineExecution;
  history: History;
  now: number;
  /** A stage, or a part of one. */
  selected: string | undefined;
  /** The stage that the reader has chosen: its parts are shown. What is followed by itself stays closed. */
  opened: string | undefined;
  onSelect(stageId: string): void;
}

/** A row a stage, time to scale; the parts of the stage that is chosen stand under it. */
export function Waterfall({ execution, history, now, selected, opened, onSelect }: WaterfallProps) {
  const isLive = !isOver(execution);
  const elapsed = lengthOf(execution, now);
  const segments = new Map(
    ribbonSegments(execution, now, isLive ? history.byStage : undefined).map((one) => [one.id, one]),
  );
  const scale = scaleFor(Math.max(elapsed, ...[...segments.values()].map(({ to }) => to)));
  const open = openStage(execution, opened);
  const rows = writtenStages(execution).flatMap((stage) => [
    { stage, depth: 0 },
    ...(stage.id === open ? partsBelow(execution, stage, 1) : []),
  ]);
  const nowAt = scale.at(elapsed);
  return (
    <section aria-label={words.waterfall} className={css.waterfall}>
      <div className={css.axis} aria-hidden>
        <div>
          {ticksOf(scale)
            .filter((ms) => !isLive || Math.abs(scale.at(ms) - nowAt) > 5)
            .map((ms) => (
              <span key={ms} style={{ left: `${scale.at(ms)}%` }}>
                {tickLabel(ms)}
              </span>
            ))}
          {isLive && (
            <b className={css.now} style={{ left: `${nowAt}%` }}>
              {duration(elapsed)}
            </b>
          )}
        </div>
      </div>
      <ol className={css.rows}>
        {rows.map(({ stage, depth }) => (
          <Row
            key={stage.id}
            stage={stage}
            depth={depth}
            segment={segments.get(stage.id) ?? partSegment(execution, stage, now)}
            scale={scale}
            median={history.byStage.get(stage.name)}
            isSelected={stage.id === selected}
            onSelect={() => onSelect(stage.id)}
          />
        ))}
        {isLive && (
          <li className={css.nowLine} aria-hidden>
            <i style={{ left: `${nowAt}%` }} />
          </li>
        )}
      </ol>
    </section>
  );
}

interface RowProps {
  stage: StageExecution;
  depth: number;
  segment: Segment | undefined;
  scale: Scale;
  median: number | undefined;
  isSelected: boolean;
  onSelect(): void;
}

function Row({ stage, depth, segment, scale, median, isSelected, onSelect }: RowProps) {
  const status = statusOf(stage);
  const left = segment ? scale.at(segment.from) : 0;
  const isEstimate = segment?.kind === 'estimate';
  const time = segment ? duration(segment.to - segment.from) : '';
  return (
    <li className={css.row} data-selected={isSelected || undefined}>
      <button
        type="button"
        data-row
        className={css.name}
        aria-pressed={isSelected}
        onClick={onSelect}
        style={{ paddingLeft: `${depth * 18}px` }}
        title={stage.name}
      >
        <StatusGlyph status={status} size={depth > 0 ? 12 : 14} />
        <span className="cut">{stageName(stage)}</span>
      </button>
      <div className={css.track} style={{ backgroundSize: `${(scale.step / scale.total) * 100}% 100%` }}>
        {segment && segment.kind !== 'skipped' && (
          <>
            <i
              className={`${ribbon.segment} ${ribbon[segment.kind]} ${css.bar} ${depth > 0 ? css.part : ''}`}
              style={{
                left: `min(${left}%, calc(100% - 3px))`,
                width: `max(3px, ${scale.at(segment.to) - left}%)`,
              }}
              title={`${stage.name}, ${statusTable[status].word.toLowerCase()}, ${time}`}
            />
            {depth === 0 && median !== undefined && !isEstimate && (
              <i
                className={css.median}
                style={{ left: `${left}%`, width: `${scale.at(segment.from + median) - left}%` }}
              />
            )}
          </>
        )}
      </div>
      <span className={`${css.time} num`}>
        {status === 'SKIPPED' ? statusTable.SKIPPED.word : isEstimate ? `≈ ${time}` : time}
      </span>
    </li>
  );
}

/** The written stage that holds the chosen one. */
function openStage({ stages }: PipelineExecution, selected: string | undefined): string | undefined {
  const stage = stages.find(({ id }) => id === selected);
  return stage?.parentStageId === undefined
    ? stage?.id
    : openStage({ stages } as PipelineExecution, stage.parentStageId);
}

function partsBelow(
  execution: PipelineExecution,
  stage: StageExecution,
  depth: number,
): { stage: StageExecution; depth: number }[] {
  return partsOf(execution, stage).flatMap((part) => [
    { stage: part, depth },
    ...partsBelow(execution, part, depth + 1),
  ]);
}

/** A part is drawn as its own stage is, without lanes. */
function partSegment(execution: PipelineExecution, stage: StageExecution, now: number): Segment | undefined {
  if (stage.startTime === undefined || stage.parentStageId === undefined) return undefined;
  const alone = { ...execution, stages: [{ ...stage, parentStageId: undefined }] };
  return ribbonSegments(alone, now).find(
    ({ id }) => id === stage.id && stage.startTime! >= originOf(execution),
  );
}
