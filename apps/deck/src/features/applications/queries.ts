import { queryOptions } from '@tanstack/react-query';
import { gate } from '../../api/gate.ts';

/** All applications, by name. */
export const applicationsQuery = queryOptions({
  queryKey: ['applications'],
  queryFn: async () => {
    const applications = await gate.applications.list({});
    return applications.toSorted((a, b) => a.name.localeCompare(b.name));
  },
});
