import type { StreamEvent } from '@gennaker/contracts/stream';
import { sseParser } from './sse.ts';

/** How a stream of changes is doing. */
export type LiveState =
  | { is: 'connecting' }
  | { is: 'live' }
  /** Nobody looks; it catches up when the tab is shown again. */
  | { is: 'paused' }
  /** Not live since then; times in epoch ms. */
  | { is: 'behind'; since: number; nextTry: number };

interface StreamOptions {
  url: string;
  onEvents(events: StreamEvent[]): void;
  onState(state: LiveState): void;
}

/** The server says something at least every 15 s; a connection that is silent for longer is dead. */
const SILENT_MS = 40_000;
const BACK_OFF_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * Follows a stream of changes until it is stopped. After a break it goes on where it was (`Last-Event-ID`),
 * so nothing is missed; when the server cannot, it says `reset`.
 */
export function followStream({ url, onEvents, onState }: StreamOptions): { stop(): void; retry(): void } {
  let lastEventId: string | undefined;
  let connection: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let lostAt: number | undefined;

  const connect = async () => {
    clearTimeout(timer);
    connection?.abort();
    const mine = (connection = new AbortController());
    try {
      await read(mine);
      if (connection === mine) lost();
    } catch {
      // Whatever cut it, the remedy is the same: come back. Our own abort has another connection, or none.
      if (connection === mine) lost();
    }
  };

  const read = async (mine: AbortController) => {
    const headers: Record<string, string> = { accept: 'text/event-stream' };
    if (lastEventId !== undefined) headers['last-event-id'] = lastEventId;
    let watchdog = setTimeout(() => mine.abort(), SILENT_MS);
    try {
      const response = await fetch(url, { headers, signal: mine.signal, cache: 'no-store' });
      if (!response.ok || !response.body) throw new Error(`The stream was answered with ${response.status}`);
      failures = 0;
      lostAt = undefined;
      onState({ is: 'live' });
      const parse = sseParser();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(watchdog);
        watchdog = setTimeout(() => mine.abort(), SILENT_MS);
        const events = parse(value);
        lastEventId = events.findLast(({ id }) => id !== undefined)?.id ?? lastEventId;
        if (events.length > 0) onEvents(events.map(({ data }) => JSON.parse(data) as StreamEvent));
      }
    } finally {
      clearTimeout(watchdog);
    }
  };

  const lost = () => {
    const wait = BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length - 1)]!;
    failures += 1;
    lostAt ??= Date.now();
    onState({ is: 'behind', since: lostAt, nextTry: Date.now() + wait });
    timer = setTimeout(() => void connect(), wait);
  };

  const leave = () => {
    clearTimeout(timer);
    const left = connection;
    connection = undefined;
    left?.abort();
  };

  const onVisibility = () => {
    if (document.hidden) {
      leave();
      onState({ is: 'paused' });
    } else void connect();
  };
  document.addEventListener('visibilitychange', onVisibility);
  onState({ is: 'connecting' });
  void connect();

  return {
    retry: () => void connect(),
    stop() {
      document.removeEventListener('visibilitychange', onVisibility);
      leave();
    },
  };
}
