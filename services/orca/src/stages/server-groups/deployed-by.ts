import type { OperationTask } from '@gennaker/contracts/clouddriver';

/** Server groups that an operation made, by region. Source: orca `MonitorKatoTask#getDeployedServerGroups`. */
export function deployedBy({
  resultObjects,
}: Pick<OperationTask, 'resultObjects'>): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const { serverGroupNames } of resultObjects as { serverGroupNames?: string[] }[]) {
    for (const qualified of serverGroupNames ?? []) {
      const [region = '', name = ''] = qualified.split(/:(.*)/s);
      groups[region] = [...new Set([...(groups[region] ?? []), name])];
    }
  }
  return groups;
}
