import type { LoadBalancerTraffic } from '@gennaker/contracts/agent';
import { messageOf, type Clock, type Logger } from '@gennaker/kernel/core';
import type { ServerGroups } from '../server-groups/server-groups.ts';
import type { LoadBalancerRecord } from '../state/agent-state.ts';
import { BackendPicker } from './backend-picker.ts';
import { countIn, type Counting } from './counting.ts';
import { listenOn, type PortListener } from './port-listener.ts';
import { ReverseProxy } from './reverse-proxy.ts';
import { TrafficMeter } from './traffic-meter.ts';

export interface LoadBalancerTools {
  clock: Clock;
  log: Logger;
  serverGroups: ServerGroups;
}

/** A load balancer at work: its ports, its proxy and what it has counted. */
export class LoadBalancer {
  record: LoadBalancerRecord;
  readonly total: TrafficMeter;
  /** One per server group that it has asked and that still exists. */
  readonly perServerGroup = new Map<string, TrafficMeter>();
  /** Why a port is not open. */
  reason: string | undefined;
  readonly #tools: LoadBalancerTools;
  readonly #proxy: ReverseProxy;
  #listeners: PortListener[] = [];
  #retry: NodeJS.Timeout | undefined;

  constructor(record: LoadBalancerRecord, tools: LoadBalancerTools) {
    this.record = record;
    this.#tools = tools;
    this.total = new TrafficMeter(tools.clock);
    const picker = new BackendPicker();
    this.#proxy = new ReverseProxy({
      name: record.name,
      log: tools.log,
      pick: (excluded) => picker.pick(this.#backends(), this.record.weights, excluded),
      begin: (serverGroup) => this.#count(serverGroup),
    });
  }

  get isOpen(): boolean {
    return this.record.listeners.every(({ port }) =>
      this.#listeners.some((listener) => listener.port === port),
    );
  }

  /** Opens ports that are not open yet. None stays open when one cannot be. @throws AppError `conflict` */
  async open(ports: readonly number[]): Promise<PortListener[]> {
    const opened: PortListener[] = [];
    try {
      for (const port of ports)
        opened.push(
          await listenOn(port, { ...this.#tools, loadBalancer: this.record.name, proxy: this.#proxy }),
        );
    } catch (error) {
      await Promise.all(opened.map((listener) => listener.close(0)));
      throw error;
    }
    return opened;
  }

  missingPorts(wanted: readonly { port: number }[]): number[] {
    const open = new Set(this.#listeners.map(({ port }) => port));
    return [...new Set(wanted.map(({ port }) => port))].filter((port) => !open.has(port));
  }

  adopt(opened: readonly PortListener[]): void {
    this.#listeners.push(...opened);
    this.reason = undefined;
  }

  /** Closes ports that it no longer has. */
  async closeOthers(drainMs: number): Promise<void> {
    const wanted = new Set(this.record.listeners.map(({ port }) => port));
    const others = this.#listeners.filter(({ port }) => !wanted.has(port));
    this.#listeners = this.#listeners.filter(({ port }) => wanted.has(port));
    await Promise.all(others.map((listener) => listener.close(drainMs)));
  }

  /** After a restart: a port that is taken meanwhile is tried again every second, and said to be closed until then. */
  async reopen(): Promise<void> {
    try {
      this.adopt(await this.open(this.missingPorts(this.record.listeners)));
    } catch (error) {
      if (this.reason === undefined) {
        this.#tools.log.error('Load balancer cannot listen', { loadBalancer: this.record.name, err: error });
      }
      this.reason = messageOf(error);
      this.#retry = setTimeout(() => void this.reopen(), 1_000);
    }
  }

  async close(drainMs: number): Promise<void> {
    clearTimeout(this.#retry);
    await Promise.all(this.#listeners.splice(0).map((listener) => listener.close(drainMs)));
    this.#proxy.close();
  }

  traffic(): LoadBalancerTraffic {
    const groups = [...this.perServerGroup].map(([name, meter]) => [name, meter.view()] as const);
    return {
      name: this.record.name,
      time: this.#tools.clock.now(),
      ...this.total.view(),
      serverGroups: Object.fromEntries(groups),
    };
  }

  forget(serverGroup: string): void {
    this.perServerGroup.delete(serverGroup);
  }

  #backends() {
    return this.#tools.serverGroups
      .behind(this.record.name)
      .map(({ record, instances }) => ({ name: record.name, instances }));
  }

  #count(serverGroup: string | undefined): Counting {
    return countIn(serverGroup === undefined ? [this.total] : [this.total, this.#meterOf(serverGroup)]);
  }

  #meterOf(serverGroup: string): TrafficMeter {
    let meter = this.perServerGroup.get(serverGroup);
    if (!meter) this.perServerGroup.set(serverGroup, (meter = new TrafficMeter(this.#tools.clock)));
    return meter;
  }
}
