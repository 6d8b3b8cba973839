import { healthWords, type Health } from '../../ui/health.ts';
import { InstanceSquares } from '../../ui/instance-squares.tsx';
import css from './health-marks.module.css';

const order: readonly Health[] = ['Up', 'Starting', 'Draining', 'OutOfService', 'Down', 'Unknown'];

interface HealthMarksProps {
  counts: ReadonlyMap<Health, number>;
  /** With the word of each state, too. */
  isWordy?: boolean;
}

/** How many instances are in each state, each behind its square. */
export const HealthMarks = ({ counts, isWordy = false }: HealthMarksProps) => (
  <span className={css.marks}>
    {order
      .filter((health) => (counts.get(health) ?? 0) > 0)
      .map((health) => (
        <span key={health} className={`${css.mark} ${css[health] ?? ''}`}>
          <span aria-hidden>
            <InstanceSquares label={healthWords[health]} squares={[{ id: health, name: health, health }]} />
          </span>
          <span className={isWordy ? '' : 'visually-hidden'}>{healthWords[health]}</span>
          <span className="num">{counts.get(health)}</span>
        </span>
      ))}
    {counts.size === 0 && <span className="text-3 num">0</span>}
  </span>
);
