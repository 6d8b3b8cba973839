import type { Status } from '../../ui/status.ts';
import type { BackEnd, Balancer } from '../clusters/infrastructure.ts';
import { words } from './words.ts';

/** How many instances of a back end get requests. */
export const readyIn = ({ instances }: BackEnd): number =>
  instances.filter(({ health }) => health['state'] === 'InService').length;

/** Why a load balancer does not serve; undefined when it does. */
export function whyOfBalancer(
  balancer: Balancer,
): { status: Status; reason: string; more: string } | undefined {
  const { open, reason, serverGroups } = balancer;
  if (open === false) return { status: 'TERMINAL', reason: words.closed, more: reason ?? words.closedMore };
  if (serverGroups.length > 0 && serverGroups.every((one) => readyIn(one) === 0))
    return { status: 'TERMINAL', reason: words.noneReady, more: words.noneReadyMore };
  return undefined;
}
