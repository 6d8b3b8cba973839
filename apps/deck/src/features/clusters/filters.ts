import type { Group } from './infrastructure.ts';
import { versionOf } from './versions.ts';

/** Filters are in the address, so that every view is a link. Lists are separated by commas. */
export interface ClustersSearch {
  q?: string;
  acct?: string;
  reg?: string;
  stack?: string;
  detail?: string;
  /** `healthy`, `unhealthy`, `starting`, `disabled`. */
  status?: string;
}

export type FilterName = Exclude<keyof ClustersSearch, 'q'>;
export const filterNames: readonly FilterName[] = ['acct', 'reg', 'stack', 'detail', 'status'];

/** What stands for no stack or no detail. */
const NONE = '(none)';

/** The values of a server group that a filter compares. */
function valuesOf(group: Group, filter: FilterName): string[] {
  switch (filter) {
    case 'acct':
      return [group.account];
    case 'reg':
      return [group.region];
    case 'stack':
      return [group.moniker?.stack ?? NONE];
    case 'detail':
      return [group.moniker?.detail ?? NONE];
    case 'status':
      return statusesOf(group);
  }
}

function statusesOf({ isDisabled, instanceCounts: { total, up, starting, down } }: Group): string[] {
  if (isDisabled) return ['disabled', ...(down > 0 ? ['unhealthy'] : [])];
  return [
    ...(total > 0 && up === total ? ['healthy'] : []),
    ...(down > 0 ? ['unhealthy'] : []),
    ...(starting > 0 ? ['starting'] : []),
  ];
}

export const chosen = (search: ClustersSearch, filter: FilterName): string[] =>
  search[filter]?.split(',').filter(Boolean) ?? [];

/** Whether a server group passes the filters of the address; `except` is left out, to count what it offers. */
export function passes(group: Group, search: ClustersSearch, except?: FilterName): boolean {
  for (const filter of filterNames) {
    const wanted = filter === except ? [] : chosen(search, filter);
    if (wanted.length > 0 && !valuesOf(group, filter).some((value) => wanted.includes(value))) return false;
  }
  const needles = search.q?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  const hay = [
    group.name,
    group.account,
    group.region,
    versionOf(group) ?? '',
    ...group.instances.map(({ name }) => name),
  ]
    .join('\n')
    .toLowerCase();
  return needles.every((needle) => hay.includes(needle));
}

/** What a filter offers, with how many server groups each value would show. */
export function offered(
  groups: readonly Group[],
  search: ClustersSearch,
  filter: FilterName,
): [string, number][] {
  const counts = new Map<string, number>();
  for (const group of groups)
    for (const value of valuesOf(group, filter))
      counts.set(value, (counts.get(value) ?? 0) + (passes(group, search, filter) ? 1 : 0));
  return [...counts].toSorted(([a], [b]) => a.localeCompare(b));
}

/** The search with a value of a filter added, or taken out when it was there. */
export function toggled(search: ClustersSearch, filter: FilterName, value: string): ClustersSearch {
  const was = chosen(search, filter);
  const next = was.includes(value) ? was.filter((one) => one !== value) : [...was, value];
  return { ...search, [filter]: next.length > 0 ? next.join(',') : undefined };
}
