import { say } from '../../words/say.ts';
import { HISTORY_MS, ratesOf, stacked, type Moment } from './history.ts';
import { words } from './words.ts';
import css from './history-chart.module.css';

const WIDTH = 800;
const HEIGHT = 96;

interface HistoryChartProps {
  history: readonly Moment[];
  /** The version that is drawn as the new one. */
  newest: string | undefined;
}

/** Requests per second by version, the last two minutes; the cards above say the same of now in numbers. */
export function HistoryChart({ history, newest }: HistoryChartProps) {
  const points = ratesOf(history);
  const last = points.at(-1);
  if (!last) return null;
  const versions = [...new Set(points.flatMap(({ rates }) => Object.keys(rates)))].toSorted(
    (a, b) => Number(b === newest) - Number(a === newest) || a.localeCompare(b),
  );
  const layers = stacked(points, versions);
  const top = Math.max(10, ...layers.flat().map(({ high }) => high)) * 1.1;
  const x = (at: number) => WIDTH - ((last.at - at) / HISTORY_MS) * WIDTH;
  const y = (rate: number) => HEIGHT - (rate / top) * HEIGHT;
  return (
    <figure className={css.chart}>
      <figcaption>
        {words.history}
        <span className={css.legend}>
          {versions.map((version) => (
            <span key={version} data-new={version === newest || undefined}>
              {say(words.version, { version })}
            </span>
          ))}
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={say(words.historyLabel, {
          versions: versions
            .map((version) => `${say(words.version, { version })} ${Math.round(last.rates[version] ?? 0)}/s`)
            .join(', '),
        })}
      >
        {layers.map((layer, index) => {
          const upper = layer.map(({ high }, at) => `${x(points[at]?.at ?? 0)} ${y(high)}`);
          const lower = layer.map(({ low }, at) => `${x(points[at]?.at ?? 0)} ${y(low)}`).toReversed();
          const isNew = versions[index] === newest;
          return (
            <path
              key={versions[index]}
              d={`M${[...upper, ...lower].join('L')}Z`}
              className={isNew ? css.new : css.old}
            />
          );
        })}
      </svg>
      <div className={css.axis} aria-hidden>
        <span>{words.twoMinutesAgo}</span>
        <span>{words.now}</span>
      </div>
    </figure>
  );
}
