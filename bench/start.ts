import { cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { oneProcess } from '../test/support/one-process.ts';
import { newPlatform, type Platform } from '../test/support/platform.ts';
import { until } from '../test/support/until.ts';
import { timeCleanClone } from './start/clean-clone.ts';
import { memoryOf } from './start/memory.ts';

/**
 * How long a newcomer waits and what the platform takes: the first start on an empty home, further starts,
 * and resident memory of everything. `--clone` adds `npm start` and `npm test` in a clean clone (minutes).
 */
const FURTHER_STARTS = 5;
/** After a start everything settles: caches fill, the collector runs. */
const SETTLE_MS = 10_000;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

type Row = [what: string, figure: string];

/** Platform, database and agent, each with what belongs to it; what was shipped is not part of it. */
async function memoryRows(platform: Platform, when: string): Promise<Row[]> {
  await pause(SETTLE_MS);
  const { pid: agentPid } = await platform.agent.system.version();
  const parts = {
    platform: memoryOf(platform.pid(), { children: false }),
    database: memoryOf(platform.databasePid()),
    agent: memoryOf(agentPid, { children: false }),
  };
  const all = Object.values(parts).reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
  const inMb = (bytes: number | undefined): string =>
    bytes === undefined ? '?' : `${Math.round(bytes / 1e6)} MB`;
  return [
    ...Object.entries(parts).map(([part, bytes]): Row => [`Memory ${when}: ${part}`, inMb(bytes)]),
    [`Memory ${when}: in all`, inMb(all)],
  ];
}

async function idle(): Promise<Row[]> {
  const platform = await newPlatform(oneProcess('--no-sample'));
  try {
    await platform.start();
    return await memoryRows(platform, 'idle');
  } finally {
    await platform.destroy();
  }
}

async function withSample(): Promise<Row[]> {
  const platform = await newPlatform(oneProcess());
  try {
    const began = performance.now();
    await platform.start();
    const ready = performance.now() - began;
    await until('version 1 is serving', () => platform.log().includes('Version 1 is serving'), {
      everyMs: 10,
    });
    const serving = performance.now() - began;
    const memory = await memoryRows(platform, 'after the sample');
    const further: number[] = [];
    for (let count = 0; count < FURTHER_STARTS; count += 1) {
      await platform.end('SIGTERM');
      further.push(await timed(() => platform.start()));
    }
    return [
      ['First start: ready', seconds(ready)],
      ['First start: version 1 is serving', seconds(serving)],
      [`Further starts: ready (median of ${FURTHER_STARTS})`, seconds(median(further))],
      ['Further starts: ready (slowest)', seconds(Math.max(...further))],
      ...memory,
    ];
  } finally {
    await platform.destroy();
  }
}

async function cleanClone(): Promise<Row[]> {
  const { startReadyMs, startServingMs, testMs } = await timeCleanClone();
  return [
    ['Clean clone: npm start, ready', seconds(startReadyMs)],
    ['Clean clone: npm start, version 1 is serving', seconds(startServingMs)],
    ['Clean clone: npm test', seconds(testMs)],
  ];
}

const rows = [
  ...(process.argv.includes('--clone') ? await cleanClone() : []),
  ...(await withSample()),
  ...(await idle()),
];
console.log(`${cpus().length} cores, Node ${process.versions.node}, ${process.platform} ${process.arch}`);
for (const [what, figure] of rows) console.log(`${what.padEnd(48)} ${figure.padStart(10)}`);
process.exit(0);
