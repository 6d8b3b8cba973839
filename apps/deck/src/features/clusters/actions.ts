import { say } from '../../words/say.ts';
import { sequenceOf, versionOf } from './versions.ts';
import type { Group, KnownAccount } from './infrastructure.ts';
import { words } from './words.ts';

export type ActionName = 'rollBack' | 'resize' | 'disable' | 'enable' | 'destroy';

/** What an action is done to: a server group, those beside it in its cluster and region, and its account. */
export interface Target {
  group: Group;
  /** Newest first, without the group itself. */
  siblings: readonly Group[];
  account: KnownAccount | undefined;
}

/** What a person gives: how many instances, or which server group to go back to. */
export interface Answer {
  count: number;
  to: Group | undefined;
}

/** Why an action cannot be done now; undefined when it can. */
export function refusalOf(action: ActionName, { group, siblings, account }: Target): string | undefined {
  if (account?.authorized === false) return say(words.forbidden, { account: group.account });
  if (group.stale) return say(words.unreachable, { account: group.account });
  if (action === 'enable' && !group.isDisabled) return words.alreadyEnabled;
  if (action === 'disable' && group.isDisabled) return words.alreadyDisabled;
  if (action === 'rollBack' && group.isDisabled) return words.notServing;
  if (action === 'rollBack' && siblings.length === 0)
    return say(words.nothingBefore, { cluster: group.cluster });
  return undefined;
}

/** Where a roll back goes by itself: the newest that is older, else the newest there is. */
export const usualWayBack = ({ group, siblings }: Pick<Target, 'group' | 'siblings'>): Group | undefined =>
  siblings.find(({ createdTime }) => createdTime < group.createdTime) ?? siblings[0];

const types: Readonly<Record<ActionName, string>> = {
  rollBack: 'rollbackServerGroup',
  resize: 'resizeServerGroup',
  disable: 'disableServerGroup',
  enable: 'enableServerGroup',
  destroy: 'destroyServerGroup',
};

/** The body of `POST /tasks`: one job, as Spinnaker's Deck writes it. */
export function operationOf(action: ActionName, { group, siblings }: Target, { count, to }: Answer) {
  const { name, region, account, cloudProvider, cluster, application, moniker } = group;
  const place = { region, regions: [region], credentials: account, account, cloudProvider, cluster, moniker };
  const serving = siblings.some(({ isDisabled }) => !isDisabled);
  const special = {
    resize: { action: 'scale_exact', capacity: { min: count, max: count, desired: count } },
    rollBack: {
      rollbackType: 'EXPLICIT',
      rollbackContext: { rollbackServerGroupName: name, restoreServerGroupName: to?.name },
    },
    enable: {},
    disable: {},
    destroy: { remainingServerGroups: serving },
  }[action];
  const verb = words[action];
  return {
    application,
    description: action === 'resize' ? `${verb} ${name} to ${count}` : `${verb} ${name}`,
    job: [{ type: types[action], serverGroupName: name, asgName: name, ...place, ...special }],
  };
}

export interface ConfirmWords {
  title: string;
  /** What happens, what stays, how to undo. */
  lines: readonly string[];
  verb: string;
}

/** What a person is told before. */
export function confirmWords(
  action: ActionName,
  { group, siblings }: Target,
  { count, to }: Answer,
): ConfirmWords {
  const { name, cluster, isDisabled, capacity, instances } = group;
  const short = sequenceOf(name);
  const isLast = !siblings.some((one) => !one.isDisabled);
  const lastWarning = isLast && !isDisabled ? [say(words.disableLast, { cluster })] : [];
  switch (action) {
    case 'rollBack': {
      const back = { name: short, to: sequenceOf(to?.name ?? '') };
      return {
        title: say(words.rollBackTitle, { name }),
        lines: [words.rollBackEnds, words.rollBackStays, words.rollBackUndo].map((line) => say(line, back)),
        verb: say(words.rollBackVerb, back),
      };
    }
    case 'resize':
      return {
        title: say(words.resizeTitle, { name }),
        lines: [
          resizeEffect(count, capacity.desired),
          words.resizeStays,
          say(words.resizeUndo, { count: capacity.desired }),
        ],
        verb: say(words.resizeVerb, { count }),
      };
    case 'disable':
      return {
        title: say(words.disableTitle, { name }),
        lines: [words.disableEnds, ...lastWarning, words.disableStays, words.disableUndo],
        verb: say(words.disableVerb, { name: short }),
      };
    case 'enable':
      return {
        title: say(words.enableTitle, { name }),
        lines: [words.enableEnds, words.enableStays, words.enableUndo],
        verb: say(words.enableVerb, { name: short }),
      };
    case 'destroy':
      return {
        title: say(words.destroyTitle, { name }),
        lines: [
          say(words.destroyEnds, { count: instances.length }),
          ...(isDisabled ? [] : isLast ? lastWarning : [words.destroyServing]),
          say(words.destroyStays, { cluster }),
          words.destroyUndo,
        ],
        verb: say(words.destroyVerb, { name: short }),
      };
  }
}

export function resizeEffect(count: number, now: number): string {
  if (!isCount(count)) return words.resizeInvalid;
  if (count === now) return words.resizeSame;
  if (count === 0) return words.resizeZero;
  return count > now
    ? say(words.resizeGrows, { count: count - now })
    : say(words.resizeShrinks, { count: now - count });
}

export const isCount = (count: number): boolean => Number.isInteger(count) && count >= 0 && count <= 1_000;

export const wayBackWords = (group: Group): string =>
  say(words.rollBackOption, {
    name: group.name,
    version: versionOf(group) ?? words.noVersion,
    count: group.instances.length,
    state: (group.isDisabled ? words.disabled : words.enabled).toLowerCase(),
  });
