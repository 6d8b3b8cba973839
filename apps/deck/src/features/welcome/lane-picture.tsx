import type { CSSProperties } from 'react';
import type { Board, Lane } from './board.ts';
import { LANE_GAP, LANE_HEIGHT, lanePath, dotsFor, pictureHeight } from './lane-shape.ts';
import { words } from './words.ts';
import css from './lane-picture.module.css';

const WIDEST = 24;

interface LanePictureProps {
  board: Board;
  /** Requests per second over all. */
  rate: number | undefined;
}

/** Requests on their way to each server group: a lane as wide as its share. The cards say the same in words. */
export function LanePicture({ board, rate }: LanePictureProps) {
  const height = pictureHeight(board.lanes.length);
  const middle = height / 2;
  const perSecond = rate ?? 0;
  const entry = `M76 ${middle} L132 ${middle}`;
  return (
    <svg className={css.picture} width={360} height={height} viewBox={`0 0 360 ${height}`} aria-hidden>
      <path d={entry} className={css.entry} strokeWidth={WIDEST} />
      <Dots path={entry} count={dotsFor(perSecond, 3)} className={css.grey} seconds={0.9} />
      {board.lanes.map((lane, index) => (
        <LanePath key={lane.name} lane={lane} path={lanePath(index, middle)} rate={perSecond * lane.share} />
      ))}
      <circle cx={42} cy={middle} r={33} className={css.node} />
      <text x={42} y={middle + 1} className={css.number}>
        {rate === undefined ? '…' : `${Math.round(rate)}/s`}
      </text>
      <text x={42} y={middle + 16} className={css.small}>
        requests
      </text>
      <rect x={124} y={middle - 27} width={92} height={54} rx={9} className={css.node} />
      <text x={170} y={middle - 1} className={css.name}>
        {words.loadBalancer}
      </text>
      <text x={170} y={middle + 15} className={css.small}>
        {board.url?.replace(/^https?:\/\//, '') ?? board.name}
      </text>
    </svg>
  );
}

function LanePath({ lane, path, rate }: { lane: Lane; path: string; rate: number }) {
  const { share, state, isNewest } = lane;
  if (share === 0) return <path d={path} className={state === 'broken' ? css.refused : css.empty} />;
  return (
    <>
      <path
        d={path}
        className={isNewest ? css.newLane : css.oldLane}
        strokeWidth={Math.max(2, share * WIDEST)}
      />
      <Dots path={path} count={dotsFor(rate, 8)} className={isNewest ? css.new : css.old} seconds={1.8} />
    </>
  );
}

interface DotsProps {
  path: string;
  count: number;
  className: string | undefined;
  seconds: number;
}

const Dots = ({ path, count, className, seconds }: DotsProps) =>
  Array.from({ length: count }, (_, index) => {
    // Not at even distances: requests do not come in step.
    const at = (index + ((index * 0.618) % 1) * 0.6) / count;
    const style: CSSProperties = {
      offsetPath: `path('${path}')`,
      animationDuration: `${seconds}s`,
      animationDelay: `${-at * seconds}s`,
      offsetDistance: `${at * 100}%`,
    };
    return <circle key={index} r={3} className={`${css.dot} ${className ?? ''}`} style={style} />;
  });

/** So that cards and lanes meet. */
export const laneSizes: CSSProperties = { gap: LANE_GAP, gridAutoRows: LANE_HEIGHT };
