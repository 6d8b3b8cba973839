import { Fragment } from 'react';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { statusTable } from '../../ui/status.ts';
import { duration } from '../../words/time.ts';
import type { Segment } from './ribbon-segments.ts';
import type { Scale } from './scale.ts';
import css from './ribbon.module.css';

interface RibbonProps {
  label: string;
  segments: readonly Segment[];
  scale: Scale;
  /** Ms: the median of earlier runs. */
  median?: number;
  /** Ms: how far it is, while it runs. */
  now?: number;
  isTall?: boolean;
}

/** An execution as one bar: each stage as long as it took. */
export const Ribbon = ({ label, segments, scale, median, now, isTall = false }: RibbonProps) => (
  <div
    className={`${css.ribbon} ${isTall ? css.tall : ''}`}
    role="img"
    aria-label={`${label}: ${inWords(segments)}`}
  >
    {segments
      .filter(({ from }) => from < scale.total)
      .map(({ id, name, status, kind, from, to, lane, lanes }) => {
        const left = scale.at(from);
        const width = scale.at(to) - left;
        const isTorn = to > scale.total;
        return (
          <Fragment key={id}>
            <i
              className={`${css.segment} ${css[kind]} ${isTorn ? css.torn : ''}`}
              title={`${name}, ${statusTable[status].word.toLowerCase()}, ${duration(to - from)}`}
              style={{
                left: `min(${left}%, calc(100% - 3px))`,
                width: `max(3px, calc(${width}% - 1px))`,
                top: `${(lane / lanes) * 100}%`,
                height: `calc(${100 / lanes}% - ${lanes > 1 ? 1 : 0}px)`,
              }}
            >
              {isTall && width > 9 && <span>{name}</span>}
            </i>
            {kind === 'bad' && (
              <span className={css.mark} style={{ left: `calc(${Math.min(97, left + width)}% + 8px)` }}>
                <StatusGlyph status={status} size={12} silent />
              </span>
            )}
            {kind === 'warn' && (
              <span className={css.above} style={{ left: `${left + width / 2}%` }}>
                <StatusGlyph status={status} size={9} silent />
              </span>
            )}
          </Fragment>
        );
      })}
    {median !== undefined && median <= scale.total && (
      <span className={css.median} style={{ left: `${scale.at(median)}%` }} />
    )}
    {now !== undefined && <span className={css.now} style={{ left: `${scale.at(now)}%` }} />}
  </div>
);

const inWords = (segments: readonly Segment[]): string =>
  segments
    .filter(({ kind }) => kind !== 'estimate')
    .map(
      ({ name, status, from, to }) =>
        `${name} ${statusTable[status].word.toLowerCase()} ${duration(to - from)}`,
    )
    .join(', ');
