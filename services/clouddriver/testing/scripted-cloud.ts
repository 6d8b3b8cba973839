import type { LoadBalancer, ServerGroup } from '@gennaker/contracts/clouddriver';
import { unavailable } from '@gennaker/kernel';
import { countInstances, defineCloud, defineOperation, monikerOf } from '@gennaker/sdk';
import type { CloudAccount, IndexEvent, OperationTools } from '@gennaker/sdk';
import { z } from 'zod';

/** A server group as a test wants it; by default two instances that are Up. */
export function group(name: string, given: Partial<ServerGroup> & { up?: number } = {}): ServerGroup {
  const { up = 2, ...parts } = given;
  const moniker = monikerOf(name) ?? { app: 'none' };
  const instances = Array.from({ length: up }, (_, n) => ({
    name: `${name}-${n}`,
    healthState: 'Up' as const,
    health: [],
    providerType: 'scripted',
    cloudProvider: 'scripted',
  }));
  return {
    name,
    moniker,
    account: 'test',
    cluster: moniker.cluster ?? name,
    application: moniker.app,
    type: 'scripted',
    cloudProvider: 'scripted',
    region: 'here',
    zones: ['here-a'],
    disabled: false,
    createdTime: 1_000 + (moniker.sequence ?? 0),
    instances,
    loadBalancers: [],
    securityGroups: [],
    launchConfig: {},
    capacity: { min: up, max: up, desired: up },
    instanceCounts: countInstances(instances),
    labels: {},
    tags: {},
    image: { imageId: `image-of-${name}`, imageName: 'image' },
    ...parts,
  };
}

/** One account's resources, which tests change; followers are told. */
export class ScriptedAccount implements CloudAccount {
  readonly regions = ['here'];
  groups: ServerGroup[] = [];
  balancers: LoadBalancer[] = [];
  reachable = true;
  readonly #followers = new Set<(event: IndexEvent | 'lost') => void>();

  async *follow(signal: AbortSignal): AsyncGenerator<IndexEvent> {
    const queue: (IndexEvent | 'lost')[] = [this.reachable ? this.#snapshot() : 'lost'];
    let wake: (() => void) | undefined;
    const add = (event: IndexEvent | 'lost') => {
      queue.push(event);
      wake?.();
    };
    this.#followers.add(add);
    signal.addEventListener('abort', () => wake?.());
    try {
      while (!signal.aborted) {
        const event = queue.shift();
        if (event === 'lost') throw unavailable('account test cannot be reached');
        if (event) yield event;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      this.#followers.delete(add);
    }
  }

  lose(): void {
    this.reachable = false;
    for (const tell of this.#followers) tell('lost');
  }

  put(...groups: ServerGroup[]): void {
    const names = new Set(groups.map(({ name }) => name));
    this.groups = [...this.groups.filter(({ name }) => !names.has(name)), ...groups];
    const entities = groups.map((value) => ({ kind: 'serverGroup' as const, value }));
    for (const tell of this.#followers) tell({ kind: 'changes', entities, gone: [] });
  }

  remove(name: string): void {
    this.groups = this.groups.filter((candidate) => candidate.name !== name);
    const gone = [{ kind: 'serverGroup' as const, region: 'here', name }];
    for (const tell of this.#followers) tell({ kind: 'changes', entities: [], gone });
  }

  serverGroups({ application, region }: { application?: string; region?: string }) {
    if (!this.reachable) return Promise.reject(unavailable('account test cannot be reached'));
    return Promise.resolve(
      this.groups.filter(
        (candidate) =>
          (application === undefined || candidate.application === application) &&
          (region === undefined || candidate.region === region),
      ),
    );
  }

  async serverGroup(_: string, name: string) {
    return (await this.serverGroups({})).find((candidate) => candidate.name === name);
  }
  loadBalancer(_: string, name: string) {
    return Promise.resolve(this.balancers.find((candidate) => candidate.name === name));
  }
  async instance(_: string, id: string) {
    return (await this.serverGroups({}))
      .flatMap(({ instances }) => instances)
      .find(({ name }) => name === id);
  }
  console() {
    return Promise.resolve('a line\n');
  }
  images() {
    if (!this.reachable) return Promise.reject(unavailable('account test cannot be reached'));
    return Promise.resolve([{ imageId: 'i1', imageName: 'image' }]);
  }

  #snapshot(): IndexEvent {
    return {
      kind: 'snapshot',
      entities: [
        ...this.groups.map((value) => ({ kind: 'serverGroup' as const, value })),
        ...this.balancers.map((value) => ({ kind: 'loadBalancer' as const, value })),
      ],
    };
  }
}

/** What operation `act` does: each step's function by its name, in order. */
export type Script = Record<string, (key: string) => unknown>;

/** A cloud whose accounts and operations do what a test says. */
export function scriptedCloud({ liveReads = true } = {}) {
  const account = new ScriptedAccount();
  const scripts = new Map<string, Script>();
  const act = defineOperation({
    type: 'act',
    summary: 'Does what the script of its name says.',
    description: z.object({ account: z.string(), script: z.string(), size: z.number().int().default(1) }),
    async run({ script }, { step, log }: OperationTools<ScriptedAccount>) {
      const results: Record<string, unknown> = {};
      for (const [name, work] of Object.entries(scripts.get(script) ?? {})) {
        log.update('ACT', `Doing ${name}`);
        results[name] = await step(name, async (key) => work(key));
      }
      return { script, results };
    },
  });
  const remove = defineOperation({
    type: 'destroyServerGroup',
    summary: 'Removes a server group.',
    description: z.object({ account: z.string(), region: z.string(), serverGroupName: z.string() }),
    takesTraffic: ({ region, serverGroupName }) => ({ verb: 'Removal of', region, serverGroupName }),
    run({ serverGroupName }, tools: OperationTools<ScriptedAccount>) {
      tools.account.remove(serverGroupName);
      return Promise.resolve();
    },
  });
  const cloud = defineCloud({
    name: 'scripted',
    account: z.strictObject({ size: z.number().optional() }),
    builtInAccounts: [{ name: 'test', type: 'scripted' }],
    healthProviderNames: ['Scripted'],
    liveReads,
    operations: [act, remove],
    connect: ({ name }) => (name === 'test' ? account : new ScriptedAccount()),
  });
  return { cloud, account, scripts };
}
