import type { AgentServerGroup } from '@gennaker/contracts/agent';
import type { InstanceCounts } from '@gennaker/contracts/clouddriver';
import type { Instance } from '../instances/instance.ts';
import type { ServerGroupRecord } from '../state/agent-state.ts';

/** A server group as clients see it. */
export function serverGroupView(record: ServerGroupRecord, instances: readonly Instance[]): AgentServerGroup {
  const views = instances.map((instance) => instance.view());
  const countOf = (state: string) => views.filter(({ healthState }) => healthState === state).length;
  const instanceCounts: InstanceCounts = {
    total: views.length,
    up: countOf('Up'),
    down: countOf('Down'),
    unknown: 0,
    outOfService: countOf('OutOfService'),
    starting: countOf('Starting'),
  };
  return { ...record, disabled: isDisabled(record, instances), instances: views, instanceCounts };
}

export const isDisabled = ({ enabled }: ServerGroupRecord, instances: readonly Instance[]): boolean =>
  instances.length === 0 ? !enabled : instances.every(({ record }) => !record.enabled || record.terminating);
