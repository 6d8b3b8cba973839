import { queryOptions } from '@tanstack/react-query';
import { gate } from '../../api/gate.ts';
import { waitingIn } from './waiting.ts';

export const WAITING = ['waiting'] as const;

/** Every judgment that waits, over all applications that this person may see. */
export const waitingQuery = queryOptions({
  queryKey: WAITING,
  // The stream of one application says nothing of the others.
  refetchInterval: 30_000,
  queryFn: async () => {
    const query = { statuses: ['RUNNING' as const], size: 500, expand: true };
    return waitingIn(await gate.applications.searchExecutions({ params: { application: '*' }, query }));
  },
});
