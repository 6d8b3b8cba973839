import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentServerGroup, ServerGroupSpecInput } from '@gennaker/contracts/agent';
import { newId, silentLogger } from '@gennaker/kernel/core';
import { expect } from 'vitest';
import {
  connectAgent,
  startAgent,
  stopAgent,
  type AgentClient,
  type AgentSettings,
  type RunningAgent,
} from '../src/index.ts';
import { freePort } from '../src/instances/free-port.ts';
import { writeTestApp } from './test-app.ts';

/** An agent on a home of its own, and short ways to say what tests say often. */
export interface TestBed {
  home: string;
  client: AgentClient;
  app: string;
  agent: RunningAgent;
  restart(): Promise<void>;
  /** A load balancer on a free port. @returns its address */
  balancer(name: string, weights?: Record<string, number>): Promise<string>;
  create(name: string, parts?: Partial<ServerGroupSpecInput>, size?: number): Promise<AgentServerGroup>;
  /** Waits until a server group has so many instances Up. */
  up(name: string, count: number): Promise<AgentServerGroup>;
  gone(name: string): Promise<void>;
}

const FAST: Partial<AgentSettings> = { drainMs: 3_000, stopGraceMs: 2_000, logCheckMs: 50, logBytes: 2_000 };

export const port = (): Promise<number> => freePort(new Set());
export const operationId = newId;

/** Gives a test an agent, and stops all that it runs afterwards. */
export async function withAgent(work: (bed: TestBed) => Promise<void>): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'agent-'));
  const client = connectAgent(home);
  const start = () => startAgent({ home, log: silentLogger, settings: FAST });
  const app = writeTestApp(home);
  const bed: TestBed = {
    home,
    client,
    app,
    agent: await start(),
    async restart() {
      await bed.agent.stop();
      bed.agent = await start();
    },
    async balancer(name, weights = {}) {
      const at = await port();
      await client.loadBalancers.upsert({
        params: { name },
        body: { operationId: newId(), name, listeners: [{ protocol: 'HTTP', port: at }], weights },
      });
      return `http://127.0.0.1:${at}`;
    },
    async create(name, parts = {}, size = 1) {
      await client.serverGroups.create({
        params: { name },
        body: { operationId: newId(), ...spec(bed, name, size), ...parts },
      });
      return client.serverGroups.get({ params: { name } });
    },
    async up(name, count) {
      await expect
        .poll(async () => (await client.serverGroups.get({ params: { name } })).instanceCounts.up, POLL)
        .toBe(count);
      return client.serverGroups.get({ params: { name } });
    },
    async gone(name) {
      await expect
        .poll(async () => (await client.serverGroups.list({ query: {} })).map((group) => group.name), POLL)
        .not.toContain(name);
    },
  };
  try {
    await work(bed);
  } finally {
    await stopAgent(home, { instances: true });
    rmSync(home, { recursive: true, force: true });
  }
}

export const POLL = { timeout: 10_000, interval: 25 };

export const spec = ({ app }: Pick<TestBed, 'app'>, name: string, size: number): ServerGroupSpecInput => ({
  name,
  application: 'shop',
  cluster: 'shop',
  artifact: { type: 'local/folder', reference: app, version: name },
  command: ['node', 'server.js'],
  env: { VERSION: name },
  health: { path: '/health', intervalSeconds: 0.1, healthyAfter: 1, unhealthyAfter: 2, startupSeconds: 5 },
  capacity: { min: size, max: size, desired: size },
});

export const text = async (url: string, init?: RequestInit): Promise<string> =>
  (await fetch(url, init)).text();
