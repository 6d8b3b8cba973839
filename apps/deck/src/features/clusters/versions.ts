import { say } from '../../words/say.ts';
import type { Group } from './infrastructure.ts';
import { words } from './words.ts';

/** The version of what a server group runs, as its artifact or build says; undefined when neither does. */
export const versionOf = ({ buildInfo }: Pick<Group, 'buildInfo'>): string | undefined =>
  buildInfo?.version ?? buildInfo?.package_name;

/** The version for people: a bare number is said to be one. */
export function versionWords(group: Pick<Group, 'buildInfo'>): string | undefined {
  const version = versionOf(group);
  return version !== undefined && /^\d+$/.test(version) ? say(words.versionNumber, { version }) : version;
}

/** `v012` of `shop-prod-v012`; the whole name when it has no sequence. */
export const sequenceOf = (name: string): string => /-(v\d{3,})$/.exec(name)?.[1] ?? name;

/** The newest first: by its sequence, then by when it was made. */
export const newestFirst = (groups: readonly Group[]): Group[] =>
  groups.toSorted(
    (a, b) =>
      (b.moniker?.sequence ?? -1) - (a.moniker?.sequence ?? -1) ||
      b.createdTime - a.createdTime ||
      a.name.localeCompare(b.name),
  );

/** The server group that serves production: the newest enabled one of stack `prod` that has instances up. */
export function inProduction(groups: readonly Group[]): Group | undefined {
  const enabled = newestFirst(groups.filter((one) => one.moniker?.stack === 'prod' && !one.isDisabled));
  return enabled.find(({ instanceCounts }) => instanceCounts.up > 0) ?? enabled[0];
}
