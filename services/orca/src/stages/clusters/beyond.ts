import type { ServerGroup } from '@gennaker/contracts/clouddriver';
import type { StageView } from '@gennaker/sdk';

type Candidate = Pick<ServerGroup, 'name' | 'createdTime' | 'disabled' | 'instances'>;

export interface Selection {
  /** How many stay. */
  keep: number;
  /** Groups that take traffic may be among those beyond. */
  mayTakeActive: boolean;
  /** The larger stay, not the newer. */
  preferLarger: boolean;
  /** Made by the stage that this one belongs to: they, and what is newer, stay and count. */
  deployed: readonly string[];
}

/**
 * The server groups beyond the number that stays. What may not be taken counts as staying.
 * Source: orca `ShrinkClusterTask`, `DisableClusterTask`, `ScaleDownClusterTask`.
 */
export function groupsBeyond<T extends Candidate>(
  groups: readonly T[],
  { keep, mayTakeActive, preferLarger, deployed }: Selection,
): T[] {
  const times = groups.filter(({ name }) => deployed.includes(name)).map(({ createdTime }) => createdTime);
  const before = Math.min(...times);
  const candidates = groups
    .filter(({ createdTime }) => createdTime < before)
    .filter(({ disabled }) => mayTakeActive || disabled)
    .toSorted(
      (a, b) => (preferLarger ? b.instances.length - a.instances.length : 0) || b.createdTime - a.createdTime,
    );
  const staying = groups.length - candidates.length;
  return candidates.slice(Math.max(0, keep - staying));
}

/** What the nearest stage above has deployed in a region. */
export function deployedAbove(parent: StageView | undefined, region: string): string[] {
  for (let above = parent; above; above = above.parent) {
    const deployed = above.context['deploy.server.groups'] as Record<string, string[]> | undefined;
    if (deployed) return deployed[region] ?? [];
  }
  return [];
}
