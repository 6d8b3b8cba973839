import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isComplete, type PipelineExecution } from '@gennaker/contracts/orca';
import {
  createFeed,
  createLogger,
  newId,
  openDatabase,
  startEmbedded,
  stopEmbedded,
  systemClock,
  type Database,
  type Feed,
} from '@gennaker/kernel';
import { createOrca, OrcaConfig, type Engine } from '@gennaker/orca';
import { defineStage, succeeded } from '@gennaker/sdk';
import { z } from 'zod';

/**
 * What the engine itself costs: three chained stages that do nothing, at 1, 10 and 100 executions at a
 * time, on the embedded PostgreSQL with fsync. `computing` tasks run inside the turn; `working` ones are
 * handed to a worker and come back, so that between two stages lies a commit.
 */
const LEVELS = [1, 10, 100];
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 4);

const stage = (type: string, task: object) =>
  defineStage({
    type,
    label: type,
    description: 'Does nothing.',
    context: z.looseObject({}),
    tasks: { go: task as never },
  });
/** From a task's end to the start of the next stage's task, in the same execution; ms. */
const handOvers: number[] = [];
const lastEnd = new Map<string, number>();
const working = ({ execution }: { execution: PipelineExecution }) => {
  const end = lastEnd.get(execution.id);
  if (end !== undefined) handOvers.push(performance.now() - end);
  lastEnd.set(execution.id, performance.now());
  return succeeded();
};
const stages = [stage('computing', { inTurn: () => succeeded() }), stage('working', { effect: working })];

function pipeline(type: string): PipelineExecution {
  const id = newId();
  const trigger = {
    type: 'manual',
    parameters: {},
    artifacts: [],
    notifications: [],
    resolvedExpectedArtifacts: [],
    rebake: false,
    dryRun: false,
    strategy: false,
  };
  return {
    id,
    type: 'PIPELINE',
    application: 'bench',
    name: 'bench',
    status: 'NOT_STARTED',
    buildTime: Date.now(),
    canceled: false,
    limitConcurrent: false,
    maxConcurrentExecutions: 0,
    keepWaitingPipelines: false,
    origin: 'bench',
    notifications: [],
    initialConfig: {},
    systemNotifications: [],
    trigger,
    stages: [1, 2, 3].map((index) => ({
      id: newId(),
      refId: String(index),
      type,
      name: `${type} ${index}`,
      status: 'NOT_STARTED' as const,
      context: {},
      outputs: {},
      tasks: [],
      requisiteStageRefIds: index === 1 ? [] : [String(index - 1)],
    })),
  };
}

/** Ends that the change feed told of; a client learns of them there, too. */
const ended = new Set<string>();
const waiting = new Map<string, () => void>();

async function follow(feed: Feed): Promise<void> {
  for await (const entry of feed.follow({})) {
    if (entry === 'reset') continue;
    const { id, value } = entry.change;
    if (!isComplete((value as PipelineExecution).status)) continue;
    ended.add(id);
    waiting.get(id)?.();
  }
}

async function runOne(engine: Engine, execution: PipelineExecution): Promise<void> {
  const { id } = execution;
  const { status } = await engine.start(execution);
  if (!isComplete(status) && !ended.has(id)) await new Promise<void>((resolve) => waiting.set(id, resolve));
  waiting.delete(id);
}

async function measure(engine: Engine, database: Database, type: string, atATime: number, forMs: number) {
  const until = performance.now() + forMs;
  const latencies: number[] = [];
  handOvers.length = 0;
  const ids: string[] = [];
  const commits = await commitsOf(database);
  const began = performance.now();
  await Promise.all(
    Array.from({ length: atATime }, async () => {
      while (performance.now() < until) {
        const execution = pipeline(type);
        const start = performance.now();
        await runOne(engine, execution);
        latencies.push(performance.now() - start);
        ids.push(execution.id);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  const stagesRun = ids.length * 3;
  return {
    type,
    'at a time': atATime,
    'executions/s': Math.round(ids.length / seconds),
    'stages/s': Math.round(stagesRun / seconds),
    'hand-over p50 ms': Number(middle(handOvers, 0.5).toFixed(1)),
    'p99 ms': Number(middle(handOvers, 0.99).toFixed(1)),
    'whole p50 ms': Number(middle(latencies, 0.5).toFixed(1)),
    p99: Number(middle(latencies, 0.99).toFixed(1)),
    'commits a stage': Number((((await commitsOf(database)) - commits) / stagesRun).toFixed(2)),
  };
}

/** Transactions that wrote something. */
async function commitsOf(database: Database): Promise<number> {
  const { rows } = await database.pool.query<{ xid: string }>(
    'select pg_snapshot_xmax(pg_current_snapshot())::text as xid',
  );
  return Number(rows[0]?.xid ?? 0);
}

function print(rows: readonly object[]): void {
  const [first = {}] = rows;
  const columns = Object.keys(first);
  const lines = [columns, ...rows.map((row) => Object.values(row).map(String))];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => String(line[column]).length)));
  for (const line of lines)
    process.stdout.write(`${line.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')}\n`);
}

const middle = (values: number[], at: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * at))] ?? 0;

const home = mkdtempSync(join(tmpdir(), 'gennaker-bench-'));
const log = createLogger({ level: 'warn' });
const server = await startEmbedded({ home, log });
const database = openDatabase({ url: server.url, log });
const unused = {} as never;
/** A cloud in which nothing ever changes. */
const still = {
  infrastructure: {
    changes: async (_input: unknown, { signal }: { signal: AbortSignal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return [];
    },
  },
} as never;
const orca = await createOrca(OrcaConfig.parse({ tasks: { atATime: 1_000 } }), {
  database,
  clock: systemClock,
  log,
  stages,
  front50: unused,
  clouddriver: still,
  orca: unused,
  egress: unused,
});
try {
  await orca.run();
  const feed = await createFeed({ database, schema: 'orca', clock: systemClock, log });
  const following = follow(feed);
  const rows: object[] = [];
  for (const type of ['computing', 'working'])
    for (const atATime of LEVELS) {
      await measure(orca.engine, database, type, atATime, 1_000); // warm
      rows.push(await measure(orca.engine, database, type, atATime, SECONDS * 1_000));
    }
  print(rows);
  await feed.close();
  await following;
} finally {
  await orca.stop();
  await database.close();
  await server.stop();
  await stopEmbedded(home);
  rmSync(home, { recursive: true, force: true });
}
