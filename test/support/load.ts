import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export interface LoadReport {
  answered: number;
  /** How many of each kind: `502`, `ECONNRESET`, `timeout` … */
  failures: Record<string, number>;
  /** The first failures with their time since the start, for the reader of a red test. */
  firstFailures: string[];
  /** Answers per second over the whole time. */
  perSecond: number;
  /** What each second saw, by version. */
  versions: Record<string, number>[];
}

export interface Load {
  report(): LoadReport;
  /** Sends nothing more and waits for what is under way. */
  stop(): Promise<LoadReport>;
}

const TIMEOUT_MS = 10_000;
const TICK_MS = 5;
/** A shorter load says nothing about a rate, nor about what follows a change. */
const SHORTEST_S = 3;
/** What was missed while this process had no time is made up for, in portions. */
const MOST_AT_ONCE = 50;

/** Sends requests at a steady rate over kept connections, until it is told to stop. */
export function startLoad(url: string, { perSecond = 220 } = {}): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const began = performance.now();
  const failures: Record<string, number> = {};
  const firstFailures: string[] = [];
  const versions: Record<string, number>[] = [];
  let sent = 0;
  let answered = 0;
  let open = 0;
  const seconds = () => (performance.now() - began) / 1000;

  const fail = (kind: string) => {
    failures[kind] = (failures[kind] ?? 0) + 1;
    if (firstFailures.length < 10) firstFailures.push(`${seconds().toFixed(2)} s: ${kind}`);
  };
  const see = (version: string) => {
    const second = (versions[Math.floor(seconds())] ??= {});
    second[version] = (second[version] ?? 0) + 1;
  };
  const send = () => {
    sent += 1;
    open += 1;
    let settled = false;
    const settle = (kind?: string) => {
      if (settled) return;
      settled = true;
      open -= 1;
      if (kind === undefined) answered += 1;
      else fail(kind);
    };
    const call = request(url, { agent, timeout: TIMEOUT_MS }, (response) => {
      const { statusCode = 0, headers } = response;
      response.on('error', (error: NodeJS.ErrnoException) => settle(error.code ?? error.message));
      response.on('end', () => {
        see(String(headers['x-version'] ?? '?'));
        settle(statusCode >= 400 ? String(statusCode) : undefined);
      });
      response.resume();
    });
    call.on('timeout', () => call.destroy(new Error('timeout')));
    call.on('error', (error: NodeJS.ErrnoException) => settle(error.code ?? error.message));
    call.end();
  };
  const timer = setInterval(() => {
    const due = Math.floor(seconds() * perSecond) - sent;
    for (let count = 0; count < Math.min(due, MOST_AT_ONCE); count += 1) send();
  }, TICK_MS);

  const report = (): LoadReport => ({
    answered,
    failures: { ...failures },
    firstFailures: [...firstFailures],
    perSecond: answered / seconds(),
    versions: Array.from(versions, (second) => second ?? {}),
  });
  return {
    report,
    async stop() {
      while (seconds() < SHORTEST_S) await pause(TICK_MS);
      clearInterval(timer);
      const last = report();
      while (open > 0) await pause(10);
      agent.destroy();
      return { ...report(), perSecond: last.perSecond };
    },
  };
}

/** The versions that answered at all. */
export const versionsSeen = ({ versions }: LoadReport): string[] =>
  [...new Set(versions.flatMap((second) => Object.keys(second)))].sort();
