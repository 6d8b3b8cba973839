import type { Appliers } from '../../live/apply-changes.ts';
import { refetchSoon } from '../../live/refetch-soon.ts';
import { applicationsQuery } from './queries.ts';

export const applicationAppliers: Appliers = {
  application: (client) => refetchSoon(client, applicationsQuery.queryKey, 150),
};
