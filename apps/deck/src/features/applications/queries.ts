import { queryOptions } from '@tanstack/react-query';
import { gate } from '../../api/gate.ts';
import type { Group } from '../clusters/infrastructure.ts';
import { keys } from '../clusters/queries.ts';

/** An application as the list has it. */
export interface ListedApplication {
  name: string;
  description?: string;
  email?: string;
  /** Separated by commas. */
  cloudProviders?: string;
}

/** All applications, by name. */
export const applicationsQuery = queryOptions({
  queryKey: ['applications'],
  queryFn: async () => {
    const applications = (await gate.applications.list({})) as unknown as ListedApplication[];
    return applications.toSorted((a, b) => a.name.localeCompare(b.name));
  },
});

/** So many applications are asked for in one request: an address has its length. */
const AT_ONCE = 80;

/** The server groups of many applications, read together. */
export const groupsOfAllQuery = (names: readonly string[]) =>
  queryOptions({
    queryKey: [...keys.groupsOfAll, names],
    enabled: names.length > 0,
    queryFn: async () => {
      const parts = Array.from({ length: Math.ceil(names.length / AT_ONCE) }, (_, index) =>
        names.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
      );
      const found = await Promise.all(
        parts.map((part) =>
          gate.infrastructure.serverGroupsByIds({ query: { applications: part as string[] } }),
        ),
      );
      return found.flat() as unknown as Group[];
    },
  });
