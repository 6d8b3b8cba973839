import type { ServerGroup } from '@gennaker/contracts/clouddriver';
import { notFound } from '@gennaker/kernel';

type Candidate = Pick<ServerGroup, 'name' | 'createdTime' | 'instances'>;

const newestFirst = (a: Candidate, b: Candidate): number => b.createdTime - a.createdTime;
const ALIASES: Record<string, string> = { NEWEST: 'CURRENT', ANCESTOR: 'PREVIOUS' };

export interface TargetQuery {
  /** `CURRENT`, `ancestor_asg_dynamic` …, in any case. */
  target: string;
  scope: string;
  /** `OLDEST` of a single server group is no target. */
  validateOldest: boolean;
}

/**
 * The server group that a target means, of those of a cluster in a location.
 * @throws AppError `notFound`
 * Source: clouddriver-web `ClusterController#getTargetServerGroup`.
 */
export function resolveTarget<T extends Candidate>(candidates: readonly T[], query: TargetQuery): T {
  const { target, scope, validateOldest } = query;
  const word = target.toUpperCase().replace(/_ASG(_DYNAMIC)?$/, '');
  const [newest, second] = [...candidates].sort(newestFirst);
  const missing = notFound(`Target not found (target: ${target})`);
  if (!newest) throw missing;
  switch (ALIASES[word] ?? word) {
    case 'CURRENT':
      return newest;
    case 'PREVIOUS':
      if (!second) throw missing;
      return second;
    case 'OLDEST':
      if (!second && validateOldest) throw missing;
      return [...candidates].sort(newestFirst).at(-1) as T;
    case 'LARGEST':
      return [...candidates].sort(
        (a, b) => b.instances.length - a.instances.length || newestFirst(a, b),
      )[0] as T;
    case 'FAIL':
      if (second) {
        const names = candidates.map(({ name }) => name).join(', ');
        throw notFound(`More than one target found (scope: ${scope}, serverGroups: ${names})`);
      }
      return newest;
    default:
      throw notFound(`Target not found (target: ${target}); use CURRENT, PREVIOUS, OLDEST, LARGEST or FAIL.`);
  }
}
