import { age, exactTime } from '../words/time.ts';
import { useNow } from './use-now.ts';
import { Tooltip } from './tooltip.tsx';

/** How long ago, with the exact time on hover. */
export function Time({ at }: { at: number }) {
  const now = useNow(Date.now() - at < 60_000 ? 1_000 : 30_000);
  return (
    <Tooltip text={exactTime(at)}>
      <time className="num" dateTime={new Date(at).toISOString()}>
        {age(at, now)}
      </time>
    </Tooltip>
  );
}
