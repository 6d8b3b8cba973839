import { useState } from 'react';
import { ChevronDown, ChevronRight, Play } from 'lucide-react';
import type { PipelineConfig } from '@gennaker/contracts/front50';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { Button } from '../../ui/button.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { Tag } from '../../ui/tag.tsx';
import { say } from '../../words/say.ts';
import { ExecutionRow } from './execution-row.tsx';
import { historyOf } from './history.ts';
import { lengthOf } from './ribbon-segments.ts';
import { sharedScale, tickLabel, ticksOf } from './scale.ts';
import { executionStatus, isOver } from './stages.ts';
import { words } from './words.ts';
import css from './pipeline-group.module.css';

interface PipelineGroupProps {
  name: string;
  /** Missing when it is no longer saved. */
  config: PipelineConfig | undefined;
  /** All that are known, newest first; `shown` are those that match the filters. */
  executions: readonly PipelineExecution[];
  shown: readonly PipelineExecution[];
  onStart(): void;
}

const AT_FIRST = 6;

/** A pipeline with its executions on one shared time scale. */
export function PipelineGroup({ name, config, executions, shown, onStart }: PipelineGroupProps) {
  const [isClosed, setClosed] = useState(false);
  const [isLong, setLong] = useState(false);
  const history = historyOf(executions);
  const scale = sharedScale(executions.map((one) => lengthOf(one, Date.now())));
  const live = executions.filter((one) => !isOver(one));
  const asking = live.filter((one) => executionStatus(one) === 'AWAITING').length;
  const running = live.length - asking;
  const Chevron = isClosed ? ChevronRight : ChevronDown;
  const rows = isLong ? shown : shown.slice(0, AT_FIRST);
  return (
    <section className={css.group} aria-label={name}>
      <header className={css.head}>
        <div className={css.title}>
          <button type="button" aria-expanded={!isClosed} onClick={() => setClosed(!isClosed)}>
            <Chevron size={14} aria-hidden />
            <h2 className="cut">{name}</h2>
          </button>
          {asking > 0 && (
            <Tag family="hold">
              <StatusGlyph status="AWAITING" size={11} silent />
              {say(words.asking, { count: asking })}
            </Tag>
          )}
          {running > 0 && (
            <Tag family="run">
              <StatusGlyph status="RUNNING" size={11} silent />
              {say(words.running, { count: running })}
            </Tag>
          )}
          <span className="text-3 cut" title={config?.['description'] as string}>
            {config ? (config['description'] as string) : words.childOf}
          </span>
        </div>
        <div className={css.axis} aria-hidden>
          {!isClosed &&
            shown.length > 0 &&
            ticksOf(scale)
              .filter((ms, _index, all) => ms < scale.total || all.length < 5)
              .map((ms) => (
                <span key={ms} style={{ left: `${scale.at(ms)}%` }}>
                  {tickLabel(ms)}
                </span>
              ))}
        </div>
        <div className={css.end}>
          {config && (
            <Button
              size="small"
              icon={Play}
              onClick={onStart}
              aria-label={say(words.startOf, { pipeline: name })}
            >
              {words.start}
            </Button>
          )}
        </div>
      </header>
      {!isClosed && (
        <ol>
          {rows.map((execution, index) => (
            <ExecutionRow
              key={execution.id}
              execution={execution}
              config={config}
              scale={scale}
              history={history}
              withReason={index === 0}
            />
          ))}
        </ol>
      )}
      {!isClosed && executions.length === 0 && (
        <p className={css.never}>
          <b>{words.neverRan}.</b> {words.neverRanMore}
        </p>
      )}
      {!isClosed && shown.length > AT_FIRST && (
        <Button kind="ghost" size="small" onClick={() => setLong(!isLong)}>
          {isLong ? 'Show fewer' : `Show ${shown.length - AT_FIRST} more`}
        </Button>
      )}
    </section>
  );
}
