import { useEffect, useRef, useState } from 'react';
import { rateOf, type Count } from './rate.ts';

const WINDOW_MS = 5_000;
/** Without news for so long, nothing was counted. */
const QUIET_MS = 2_500;

/** Requests per second over the last five seconds, from a counter that the stream renews. */
export function useRate(requests: number | undefined): number | undefined {
  const counts = useRef<Count[]>([]);
  const [rate, setRate] = useState<number>();
  useEffect(() => {
    if (requests === undefined) return;
    const note = () => {
      const now = Date.now();
      counts.current = [...counts.current.filter(({ at }) => now - at <= WINDOW_MS), { at: now, requests }];
      setRate(rateOf(counts.current));
    };
    note();
    const timer = setInterval(note, QUIET_MS);
    return () => clearInterval(timer);
  }, [requests]);
  return rate;
}
