import type { Status } from '../../ui/status.ts';
import { say } from '../../words/say.ts';
import { healthOfInstance, type Group, type GroupInstance } from './infrastructure.ts';
import { words } from './words.ts';

export interface WhyUnhealthy {
  status: Status;
  reason: string;
  more?: string;
}

/** The cause that the cloud gives: the provider's own word before that of a load balancer. */
export const causeOf = ({ health }: Pick<GroupInstance, 'health'>): string | undefined =>
  health.find(({ description }) => description !== undefined && description !== '')?.description;

/** Why a server group is not as it should be; undefined when it is. */
export function whyOfGroup(
  group: Pick<Group, 'instances' | 'isDisabled' | 'capacity'>,
): WhyUnhealthy | undefined {
  const { instances, capacity, isDisabled } = group;
  const total = instances.length;
  const down = instances.filter((one) => healthOfInstance(one) === 'Down');
  if (down.length > 0)
    return {
      status: 'TERMINAL',
      reason: say(words.whyDown, { count: down.length, total }),
      more: causesIn(down) ?? words.noCause,
    };
  const starting = instances.filter((one) => healthOfInstance(one) === 'Starting');
  if (starting.length > 0)
    return {
      status: 'RUNNING',
      reason: say(words.whyStarting, { count: starting.length, total }),
      more: causesIn(starting),
    };
  const missing = capacity.desired - total;
  if (missing > 0 && !isDisabled)
    return { status: 'RUNNING', reason: say(words.whyMissing, { count: missing, wanted: capacity.desired }) };
  return undefined;
}

/** The cause that most have; how many have another is said. */
function causesIn(instances: readonly GroupInstance[]): string | undefined {
  const causes = Map.groupBy(
    instances.flatMap((one) => causeOf(one) ?? []),
    // Ports differ between instances of one cause.
    (cause) => cause.replace(/\d+/g, '#'),
  );
  const [first, ...others] = [...causes.values()].toSorted((a, b) => b.length - a.length);
  if (!first) return undefined;
  const rest = others.flat().length;
  const text = sentence(first[0]!);
  return rest > 0 ? `${text} ${say(words.otherCauses, { count: rest })}` : text;
}

export const sentence = (text: string): string => {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
};
