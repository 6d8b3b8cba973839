import { Link } from '@tanstack/react-router';
import { Pause, Play, User, Zap } from 'lucide-react';
import type { PipelineConfig } from '@gennaker/contracts/front50';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { executionCan } from '@gennaker/contracts/orca';
import { Button } from '../../ui/button.tsx';
import { Duration } from '../../ui/duration.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { StatusWord } from '../../ui/status-word.tsx';
import { Time } from '../../ui/time.tsx';
import { useNow } from '../../ui/use-now.ts';
import { WhyLine } from '../../ui/why-line.tsx';
import { say } from '../../words/say.ts';
import { roughly } from '../../words/time.ts';
import type { History } from './history.ts';
import { lengthOf, originOf, ribbonSegments } from './ribbon-segments.ts';
import { Ribbon } from './ribbon.tsx';
import type { Scale } from './scale.ts';
import { executionStatus, isOver, latestOf } from './stages.ts';
import { steer } from './steer.ts';
import { numberOf, starterOf, subjectOf } from './subject-of.ts';
import { useWhy } from './use-why.ts';
import { words } from './words.ts';
import css from './execution-row.module.css';

interface ExecutionRowProps {
  execution: PipelineExecution;
  config: PipelineConfig | undefined;
  scale: Scale;
  history: History;
  /** Say why: of what runs or waits, and of the newest failure. */
  withReason: boolean;
}

/** One execution: state, number, subject, bar, outcome, duration, age, always in this order. */
export function ExecutionRow({ execution, config, scale, history, withReason }: ExecutionRowProps) {
  const { id, application, name = '' } = execution;
  const isLive = !isOver(execution);
  const now = Math.max(useNow(1_000, isLive), latestOf(execution));
  const why = useWhy(execution, withReason || isLive, now);
  const status = why?.status ?? executionStatus(execution);
  const elapsed = lengthOf(execution, now);
  const left = (history.total ?? 0) - elapsed;
  const Starter = execution.trigger.type === 'manual' ? User : Zap;
  return (
    <li className={isLive ? css.live : css.rest}>
      <div className={css.row}>
        <div className={css.subject}>
          <StatusGlyph status={status} />
          <Link
            to="/applications/$application/executions/details/$id"
            params={{ application, id }}
            className={css.link}
            data-row
            aria-label={`${name} ${numberOf(execution)}`}
          >
            <b className="num">{numberOf(execution)}</b>
          </Link>
          <span className={`${css.what} cut`} title={subjectOf(execution, config)}>
            <Starter size={14} aria-hidden strokeWidth={1.75} />
            {subjectOf(execution, config) || starterOf(execution)}
          </span>
        </div>
        <div className={css.track} style={{ backgroundSize: `${(scale.step / scale.total) * 100}% 100%` }}>
          <Ribbon
            label={`${name} ${numberOf(execution)}`}
            segments={ribbonSegments(execution, now, isLive ? history.byStage : undefined)}
            scale={scale}
            median={history.total}
            now={isLive && execution.startTime !== undefined ? elapsed : undefined}
            isTall={isLive}
          />
        </div>
        <div className={css.outcome}>
          <StatusWord status={status} />
          <span className={css.duration}>
            <Duration from={originOf(execution)} to={isLive ? undefined : originOf(execution) + elapsed} />
          </span>
          <span className="text-3 cut">
            {isLive && left > 1_000 ? (
              say(words.left, { time: roughly(left) })
            ) : (
              <Time at={originOf(execution)} />
            )}
            <span className="wide-only">, {starterOf(execution)}</span>
          </span>
        </div>
      </div>
      {why && (
        <div className={css.reason}>
          <WhyLine
            isBare
            isShort
            status={status}
            reason={why.reason}
            more={why.more}
            link={
              why.stageId && (
                <Link
                  className={`link ${css.show}`}
                  to="/applications/$application/executions/details/$id"
                  params={{ application, id }}
                  search={{ stage: why.stageId }}
                >
                  {words.showStage}
                </Link>
              )
            }
          />
          {isLive && (
            <div className={css.actions}>
              {executionCan.pause(execution).allowed && (
                <Button size="small" icon={Pause} onClick={() => void steer.pause(execution)}>
                  {words.pause}
                </Button>
              )}
              {executionCan.resume(execution).allowed && (
                <Button size="small" icon={Play} onClick={() => void steer.resume(execution)}>
                  {words.resume}
                </Button>
              )}
            </div>
          )}
        </div>
      )}
    </li>
  );
}
