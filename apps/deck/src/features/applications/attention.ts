import { healthCounts, type Group } from '../clusters/infrastructure.ts';
import { whyOfGroup } from '../clusters/why-of-group.ts';

export interface AtAGlance {
  total: number;
  down: number;
  /** Names and reasons of what is wrong with what serves, worst first. */
  wrong: readonly { name: string; reason: string; more?: string }[];
}

/** What can be said of an application in one row. What is disabled does not need attention. */
export function atAGlance(groups: readonly Group[]): AtAGlance {
  const counts = healthCounts(groups);
  const wrong = groups.flatMap((group) => {
    const why = group.isDisabled ? undefined : whyOfGroup(group);
    return why?.status === 'TERMINAL' ? [{ name: group.name, reason: why.reason, more: why.more }] : [];
  });
  return {
    total: [...counts.values()].reduce((sum, count) => sum + count, 0),
    down: groups
      .filter(({ isDisabled }) => !isDisabled)
      .reduce((sum, group) => sum + (healthCounts([group]).get('Down') ?? 0), 0),
    wrong,
  };
}

/** What a name, an owner, a cloud or a version is looked for in. */
export function matches(texts: readonly (string | undefined)[], q: string | undefined): boolean {
  const hay = texts.filter(Boolean).join('\n').toLowerCase();
  return (q?.toLowerCase().split(/\s+/).filter(Boolean) ?? []).every((needle) => hay.includes(needle));
}
