import { say } from '../../words/say.ts';
import { words } from './words.ts';

/** `12 ms`, `< 1 ms`; no data without requests. */
export function latency(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return words.noData;
  return ms < 1 ? words.underMs : say(words.ms, { ms: Math.round(ms) });
}
