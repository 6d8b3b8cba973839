import type { Capacity, Instance, ServerGroup } from '@gennaker/contracts/clouddriver';
import { notFound } from '@gennaker/kernel';
import { clusterName, countInstances, nextServerGroupName, type Tools } from '@gennaker/sdk';
import { group, instance } from './cloud.ts';

interface Described {
  serverGroupName: string;
  desiredPercentage?: number;
  capacity?: Partial<Capacity>;
  application?: string;
  stack?: string;
  broken?: boolean;
  /** Never gets further than starting. */
  slow?: boolean;
}
type Operation = (description: Described) => Record<string, unknown> | void;

interface Group {
  name: string;
  createdTime: number;
  capacity: Capacity;
  broken: boolean;
  slow: boolean;
  /** How many of its instances are out of traffic. */
  out: number;
}

/** A cloud in memory whose operations are done at once: enough to see what strategies leave behind. */
export function memoryCloud() {
  const groups = new Map<string, Group>();
  const tasks = new Map<string, Record<string, unknown>>();
  const log: string[] = [];
  /** Names of operations that fail from now on. */
  const failing = new Set<string>();
  /** Names of operations that are done only when somebody waits for their end, or at last. */
  const late = new Set<string>();
  const underWay = new Map<string, Record<string, Described>[]>();
  let time = 0;

  const existing = (name: string): Group => {
    const found = groups.get(name);
    if (!found) throw notFound(`Server group ${name} does not exist`);
    return found;
  };
  const sizeOf = ({ capacity }: Group): number => capacity.desired;

  const operations: Record<string, Operation> = {
    createServerGroup: ({ application = '', stack, capacity, broken = false, slow = false }) => {
      const cluster = clusterName({ app: application, stack });
      const taken = [...groups.values()].map((one) => ({
        ...one,
        sequence: Number(/v(\d+)$/.exec(one.name)?.[1]),
      }));
      const name = nextServerGroupName({ cluster, region: 'localhost' }, taken);
      groups.set(name, { name, createdTime: ++time, capacity: capacity as Capacity, broken, slow, out: 0 });
      return { serverGroupNames: [`localhost:${name}`] };
    },
    enableServerGroup: ({ serverGroupName }) => void (existing(serverGroupName).out = 0),
    disableServerGroup: ({ serverGroupName, desiredPercentage = 100 }) => {
      const found = existing(serverGroupName);
      found.out = Math.ceil((sizeOf(found) * desiredPercentage) / 100) || (desiredPercentage === 100 ? 1 : 0);
    },
    resizeServerGroup: ({ serverGroupName, capacity }) => {
      const found = existing(serverGroupName);
      found.capacity = { ...found.capacity, ...capacity };
    },
    destroyServerGroup: ({ serverGroupName }) => void groups.delete(serverGroupName),
  };

  const isDisabled = (one: Group): boolean => one.out > 0 && one.out >= sizeOf(one);
  const stateOf = (one: Group, index: number): Instance['healthState'] =>
    one.broken ? 'Down' : one.slow ? 'Starting' : index < one.out ? 'OutOfService' : 'Up';
  const shown = (one: Group): ServerGroup => {
    const { name, createdTime, capacity, broken } = one;
    const instances = Array.from({ length: sizeOf(one) }, (_, index) =>
      instance(`${name}-${index}`, stateOf(one, index), {
        failed: broken,
        health: [
          { type: 'Local', state: stateOf(one, index), ...(broken && { description: 'exited with code 1' }) },
        ],
      }),
    );
    return {
      ...group(name, 0, { instances, createdTime, disabled: isDisabled(one), capacity }),
      instanceCounts: countInstances(instances),
    };
  };

  const run = (body: Record<string, Described>[]) => {
    for (const [type, description] of body.flatMap((one) => Object.entries(one))) {
      const name = description.serverGroupName;
      const done = failing.has(type) ? undefined : operations[type]?.(description);
      const size = description.capacity ? ` to ${Object.values(description.capacity).join('/')}` : '';
      const share = description.desiredPercentage === undefined ? '' : ` ${description.desiredPercentage}%`;
      log.push(`${type}${name ? ` ${name}` : ''}${share}${size}`);
      if (failing.has(type))
        return { failed: true, resultObjects: [{ type: 'EXCEPTION', message: `${type} is refused` }] };
      if (done) return { failed: false, resultObjects: [done] };
    }
    return { failed: false, resultObjects: [] };
  };

  const finish = (id: string): void => {
    const body = underWay.get(id);
    underWay.delete(id);
    if (body) tasks.set(id, run(body));
  };

  const clouddriver = {
    operations: {
      submit: async ({
        query,
        body,
      }: {
        query: { clientRequestId: string };
        body: Record<string, Described>[];
      }) => {
        const id = query.clientRequestId;
        const isLate = body.some((one) => Object.keys(one).some((type) => late.has(type)));
        if (!tasks.has(id) && !underWay.has(id)) {
          underWay.set(id, body);
          if (!isLate) finish(id);
        }
        return { id, resourceUri: `/task/${id}` };
      },
      task: async ({ params: { id }, query }: { params: { id: string }; query?: { wait: number } }) => {
        if (query?.wait) finish(id);
        const complete = !underWay.has(id);
        const { failed = false, resultObjects = [] } = tasks.get(id) ?? {};
        const status = {
          phase: '',
          status: '',
          complete,
          completed: complete && !failed,
          failed,
          retryable: false,
        };
        return { id, startTimeMs: 0, status, history: [], resultObjects, outputs: [] };
      },
    },
    infrastructure: {
      clusterServerGroups: async () => [...groups.values()].map(shown),
      serverGroup: async ({ params }: { params: { name: string } }) => shown(existing(params.name)),
      target: async () => {
        const newest = [...groups.values()].at(-1);
        if (!newest) throw notFound('Target not found');
        return shown(newest);
      },
      console: async () => ({ output: 'no such file' }),
    },
  } as unknown as Tools['clouddriver'];

  return {
    clouddriver,
    log,
    failing,
    late,
    /** What is under way ends, what began first at last. */
    catchUp: () => [...underWay.keys()].toReversed().forEach(finish),
    deploy: (stack: string, capacity: Capacity) =>
      operations['createServerGroup']?.({ serverGroupName: '', application: 'shop', stack, capacity }),
    /** Its instances fail for good. */
    breakDown: (name: string) => void (existing(name).broken = true),
    /** `shop-prod-v000: 2 up` */
    state: (): string[] =>
      [...groups.values()].map((one) => {
        const { name, instances, disabled } = shown(one);
        const up = instances.filter(({ healthState }) => healthState === 'Up').length;
        return `${name}: ${up} of ${instances.length} up${disabled ? ', disabled' : ''}`;
      }),
  };
}
