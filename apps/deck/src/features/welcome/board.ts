import type { Health } from '../../ui/health.ts';
import { squaresOf, type Group } from '../clusters/infrastructure.ts';
import { sequenceOf, versionOf } from '../clusters/versions.ts';

/** What a load balancer counted: since the agent started; rates and latencies of the last 10 s. */
export interface Figures {
  requests: number;
  errors: number;
  rps: number;
  p95Ms: number | null;
}

/** Requests that the agent sends by itself. */
export interface Load {
  running: boolean;
  requestsPerSecond: number;
  endTime: number;
  ok: number;
  failed: number;
}

/** `serves`: gets requests. `starts`: not yet. `rests`: taken out, kept for a rollback. `broken`: cannot serve. */
export type LaneState = 'serves' | 'starts' | 'rests' | 'broken';

export interface Lane {
  name: string;
  /** `v003` */
  sequence: string;
  version: string;
  /** 0 to 1. */
  share: number;
  figures?: Figures;
  state: LaneState;
  isNewest: boolean;
  squares: readonly { id: string; name: string; health: Health }[];
}

export interface Board {
  name: string;
  url?: string;
  figures?: Figures;
  load?: Load;
  lanes: readonly Lane[];
}

/** A load balancer of the local cloud, with what it counted. */
export interface MeasuredBalancer {
  name: string;
  urls?: readonly string[];
  traffic?: Figures;
  load?: Load;
  serverGroups: readonly { name: string; trafficShare?: number; traffic?: Figures }[];
}

/** A load balancer and the server groups behind it, the oldest first, each with its share of the requests. */
export function boardOf(balancer: MeasuredBalancer, groups: readonly Group[]): Board {
  const { traffic, load } = balancer;
  const behind = groups
    .filter(({ loadBalancers }) => loadBalancers?.includes(balancer.name))
    .toSorted((a, b) => a.createdTime - b.createdTime);
  const lanes = behind.map((group): Lane => {
    const backEnd = balancer.serverGroups.find(({ name }) => name === group.name);
    const share = backEnd?.trafficShare ?? 0;
    return {
      name: group.name,
      sequence: sequenceOf(group.name),
      version: versionOf(group) ?? sequenceOf(group.name),
      share,
      figures: backEnd?.traffic,
      state: stateOf(group, share),
      isNewest: false,
      squares: squaresOf(group),
    };
  });
  const newest = lanes.findLastIndex(({ share }) => share > 0);
  return {
    name: balancer.name,
    url: balancer.urls?.[0],
    figures: traffic,
    load,
    lanes: lanes.map((lane, index) => ({ ...lane, isNewest: index === newest })),
  };
}

function stateOf({ instanceCounts, isDisabled }: Group, share: number): LaneState {
  if (share > 0) return 'serves';
  if (instanceCounts.down > 0) return 'broken';
  return isDisabled || instanceCounts.outOfService > 0 ? 'rests' : 'starts';
}
