import { useEffect, useState } from 'react';

/** The time, renewed every `everyMs` while `isTicking`; it stands still in a hidden tab. */
export function useNow(everyMs = 1_000, isTicking = true): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isTicking) return;
    const tick = () => {
      if (!document.hidden) setNow(Date.now());
    };
    tick();
    const timer = setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [everyMs, isTicking]);
  return now;
}
