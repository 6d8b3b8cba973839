import { isDeepStrictEqual } from 'node:util';
import type {
  AgentLoadBalancer,
  LoadBalancerSpec,
  LoadBalancerTraffic,
  LoadPlan,
  Receipt,
} from '@gennaker/contracts/agent';
import { conflict, notFound, type Clock, type Logger } from '@gennaker/kernel/core';
import type { ChangeLog } from '../changes/change-log.ts';
import { LoadSource } from '../load/load-source.ts';
import type { OperationLedger } from '../operations/operation-ledger.ts';
import type { ServerGroups } from '../server-groups/server-groups.ts';
import { isDisabled } from '../server-groups/server-group-view.ts';
import type { AgentSettings } from '../settings.ts';
import type { StateFile } from '../state/state-file.ts';
import { LoadBalancer } from './load-balancer.ts';
import { prometheusText } from './prometheus-text.ts';

export interface LoadBalancersTools {
  settings: AgentSettings;
  clock: Clock;
  log: Logger;
  state: StateFile;
  changes: ChangeLog;
  ledger: OperationLedger;
  serverGroups: ServerGroups;
}

/** All load balancers. */
export class LoadBalancers {
  readonly #tools: LoadBalancersTools;
  readonly #open = new Map<string, LoadBalancer>();
  readonly #loads = new Map<string, LoadSource>();
  readonly #closing = new AbortController();

  constructor(tools: LoadBalancersTools) {
    this.#tools = tools;
  }

  /** Opens again what an agent before this one had open. */
  async open(): Promise<void> {
    for (const record of Object.values(this.#tools.state.data.loadBalancers)) {
      const balancer = new LoadBalancer(record, this.#tools);
      this.#open.set(record.name, balancer);
      await balancer.reopen();
    }
  }

  list(): AgentLoadBalancer[] {
    return [...this.#open.values()].map((balancer) => this.#view(balancer));
  }

  get(name: string): AgentLoadBalancer {
    return this.#view(this.#find(name));
  }

  /** Nothing changes when it is as asked already, or when one of its ports cannot be opened. */
  upsert(operationId: string, spec: LoadBalancerSpec): Promise<Receipt> {
    const { ledger, state, clock, settings, log } = this.#tools;
    const { name } = spec;
    return ledger.once({ operationId, kind: 'upsertLoadBalancer', name }, async () => {
      const existing = this.#open.get(name);
      const createdTime = existing?.record.createdTime ?? clock.now();
      const record = { ...spec, createdTime };
      if (existing && isDeepStrictEqual(existing.record, record) && existing.isOpen) {
        return { apply: () => ({ changed: false }) };
      }
      this.#refuseSharedPorts(spec);
      const balancer = existing ?? new LoadBalancer(record, this.#tools);
      const opened = await balancer.open(balancer.missingPorts(spec.listeners));
      return {
        apply: () => {
          balancer.adopt(opened);
          balancer.record = record;
          state.data.loadBalancers[name] = record;
          this.#open.set(name, balancer);
          this.#tell(balancer);
          return { changed: true };
        },
        after: () =>
          void balancer
            .closeOthers(settings.drainMs)
            .catch((error: unknown) =>
              log.error('Port could not be closed', { loadBalancer: name, err: error }),
            ),
      };
    });
  }

  delete(operationId: string, name: string): Promise<Receipt> {
    const { ledger, state, changes, settings, log } = this.#tools;
    return ledger.once({ operationId, kind: 'deleteLoadBalancer', name }, () => ({
      apply: () => {
        const balancer = this.#open.get(name);
        if (!balancer) return { changed: false };
        delete state.data.loadBalancers[name];
        this.#open.delete(name);
        this.#endLoad(name);
        changes.delete('loadBalancer', name, balancer.record.application);
        balancer
          .close(settings.drainMs)
          .catch((error: unknown) =>
            log.error('Port could not be closed', { loadBalancer: name, err: error }),
          );
        return { changed: true };
      },
    }));
  }

  /** A plan of before ends. */
  startLoad(operationId: string, name: string, plan: LoadPlan): Promise<Receipt> {
    const { ledger, clock } = this.#tools;
    return ledger.once({ operationId, kind: 'startLoad', name }, () => {
      const balancer = this.#find(name);
      return {
        apply: () => {
          this.#endLoad(name);
          const source = new LoadSource(plan, {
            clock,
            port: () => (balancer.isOpen ? balancer.record.listeners[0]?.port : undefined),
            onEnd: () => this.#open.has(name) && this.#tell(balancer),
          });
          this.#loads.set(name, source);
          this.#tell(balancer);
          return { changed: true };
        },
      };
    });
  }

  stopLoad(operationId: string, name: string): Promise<Receipt> {
    return this.#tools.ledger.once({ operationId, kind: 'stopLoad', name }, () => ({
      apply: () => {
        const source = this.#loads.get(name);
        const changed = source?.state.running ?? false;
        source?.stop();
        return { changed };
      },
    }));
  }

  traffic(name: string): LoadBalancerTraffic {
    return this.#find(name).traffic();
  }

  prometheus(): string {
    return prometheusText([...this.#open.values()]);
  }

  /** Every second what those with traffic have to say, and once more when it has ended. */
  async *trafficStream(caller: AbortSignal | undefined): AsyncGenerator<LoadBalancerTraffic> {
    const signal = AbortSignal.any([this.#closing.signal, ...(caller ? [caller] : [])]);
    const idle = new Set<string>();
    while (!signal.aborted) {
      for (const balancer of this.#open.values()) {
        const traffic = balancer.traffic();
        const quiet = traffic.rps === 0 && traffic.inFlight === 0;
        if (!quiet || !idle.has(traffic.name)) yield traffic;
        if (quiet) idle.add(traffic.name);
        else idle.delete(traffic.name);
      }
      await second(signal);
    }
  }

  /** The series of a server group that is gone end. */
  forgetServerGroup(name: string): void {
    for (const balancer of this.#open.values()) balancer.forget(name);
  }

  async close(drainMs: number): Promise<void> {
    this.#closing.abort();
    for (const name of this.#loads.keys()) this.#endLoad(name);
    await Promise.all([...this.#open.values()].map((balancer) => balancer.close(drainMs)));
  }

  async deleteAll(drainMs: number): Promise<void> {
    await this.close(drainMs);
    this.#open.clear();
    this.#tools.state.data.loadBalancers = {};
  }

  #refuseSharedPorts({ name, listeners }: LoadBalancerSpec): void {
    for (const { record } of this.#open.values()) {
      if (record.name === name) continue;
      const shared = record.listeners.find(({ port }) =>
        listeners.some((listener) => listener.port === port),
      );
      if (shared) {
        throw conflict(
          `Load balancer ${name} cannot listen on port ${shared.port}: load balancer ${record.name} has it. Give one of them another port.`,
        );
      }
    }
  }

  #endLoad(name: string): void {
    this.#loads.get(name)?.stop();
    this.#loads.delete(name);
  }

  #find(name: string): LoadBalancer {
    const balancer = this.#open.get(name);
    if (!balancer) throw notFound(`Load balancer ${name} does not exist.`);
    return balancer;
  }

  #tell(balancer: LoadBalancer): void {
    const { name, application } = balancer.record;
    this.#tools.changes.upsert('loadBalancer', name, this.#view(balancer), application);
  }

  #view(balancer: LoadBalancer): AgentLoadBalancer {
    const { record, isOpen, reason } = balancer;
    return {
      ...record,
      open: isOpen,
      reason,
      traffic: balancer.traffic(),
      load: this.#loads.get(record.name)?.state,
      serverGroups: this.#tools.serverGroups.behind(record.name).map(({ record: group, instances }) => ({
        name: group.name,
        weight: record.weights[group.name] ?? 100,
        disabled: isDisabled(group, instances),
        instances: instances.map(({ id, port, healthState, inRotation }) => ({
          id,
          port,
          healthState,
          inRotation,
        })),
      })),
    };
  }
}

function second(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, 1_000);
    signal.addEventListener('abort', end, { once: true });
  });
}
