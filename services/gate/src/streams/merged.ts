import type { StreamEvent } from '@gennaker/contracts/stream';
import { getEventMeta, withEventMeta } from '@orpc/server';
import type { Clock, Logger } from '@gennaker/kernel';

/** One service's stream, opened after an event id or from now on. */
export type OpenStream = (
  lastEventId: string | undefined,
  signal: AbortSignal,
) => Promise<AsyncIterable<StreamEvent>>;

type Places = Record<string, string>;

/** `orca=12-3,front50=7-1`: where a client is in each service's stream. */
const encode = (places: Places): string =>
  Object.entries(places)
    .map(([name, place]) => `${name}=${place}`)
    .join(',');
const decode = (text: string | undefined): Places =>
  Object.fromEntries(
    (text ?? '').split(',').flatMap((part) => (part.includes('=') ? [part.split('=', 2)] : [])) as [
      string,
      string,
    ][],
  );

/** For a client that is slower than its services: then they wait, and keep a bounded rest for it themselves. */
const MOST_QUEUED = 500;

interface MergeOptions {
  sources: Record<string, OpenStream>;
  lastEventId: string | undefined;
  signal: AbortSignal;
  clock: Clock;
  log: Logger;
  retryMs?: number;
}

/**
 * The streams of several services as one. Event ids hold the place in each, so a client that comes back
 * misses nothing. A service that is down is told once (`unavailable`) and joined again when it is back: where
 * it was (`available`), or its part is to be read anew (`reset`).
 */
export async function* mergedStreams({
  sources,
  lastEventId,
  signal,
  clock,
  log,
  retryMs = 1_000,
}: MergeOptions): AsyncGenerator<StreamEvent> {
  const places = decode(lastEventId);
  const queue: StreamEvent[] = [];
  let wake: (() => void) | undefined;
  const waiting: (() => void)[] = [];
  const letGo = () => {
    for (const go of waiting.splice(0)) go();
  };
  const put = (event: StreamEvent) => {
    queue.push(event);
    wake?.();
  };

  const follow = async (name: string, open: OpenStream): Promise<void> => {
    let wasDown = false;
    while (!signal.aborted) {
      try {
        const stream = await open(places[name], signal);
        if (wasDown)
          put({ kind: places[name] === undefined ? 'reset' : 'available', service: name, at: clock.now() });
        wasDown = false;
        for await (const event of stream) {
          const { id } = getEventMeta(event) ?? {};
          if (id) places[name] = id;
          put(withEventMeta({ ...event }, { id: encode(places) }));
          while (queue.length >= MOST_QUEUED && !signal.aborted)
            await new Promise<void>((resolve) => waiting.push(resolve));
        }
      } catch (error) {
        if (signal.aborted) return;
        log.warn('A stream broke off; joining again', { service: name, err: error });
      }
      if (!wasDown) put({ kind: 'unavailable', service: name, at: clock.now() });
      wasDown = true;
      await pause(retryMs, signal);
    }
  };
  signal.addEventListener('abort', () => (wake?.(), letGo()), { once: true });
  const followers = Object.entries(sources).map(([name, open]) => follow(name, open));

  while (!signal.aborted) {
    const next = queue.shift();
    letGo();
    if (next) yield next;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
  await Promise.all(followers);
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
