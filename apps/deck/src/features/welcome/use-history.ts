import { useEffect, useState } from 'react';
import type { Board } from './board.ts';
import { withMoment, type Moment } from './history.ts';

/** Without news for so long, nothing was counted. */
const QUIET_MS = 2_500;

/** What went to each version while this page was open, second by second. */
export function useHistory(board: Board | undefined): readonly Moment[] {
  const [history, setHistory] = useState<readonly Moment[]>([]);
  useEffect(() => {
    if (!board) return;
    const counts: Record<string, number> = {};
    for (const { version, figures } of board.lanes)
      counts[version] = (counts[version] ?? 0) + (figures?.requests ?? 0);
    const note = () => setHistory((all) => withMoment(all, { at: Date.now(), counts }));
    note();
    const timer = setInterval(note, QUIET_MS);
    return () => clearInterval(timer);
  }, [board]);
  return history;
}
