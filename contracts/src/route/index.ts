import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { Allow } from './allow.ts';

export type { Allow } from './allow.ts';
export { csv, flag, count } from './query.ts';

/** What a route says about itself; `allow` has no default, so a route without it does not compile. */
export interface RouteSpec {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/pipelines/{id}`; `{+rest}` takes slashes too. */
  path: `/${string}`;
  allow: Allow;
  summary?: string;
  /** HTTP status of success; default 200. */
  status?: number;
  /** Routes that are not part of the published API document. */
  hidden?: boolean;
}

/**
 * Starts the contract of one endpoint.
 *
 * Input is `{ params, query, body }` (each a schema, see `request`), output is the JSON body.
 */
export const route = ({ method, path, allow, summary, status = 200, hidden = false }: RouteSpec) =>
  oc
    .$meta<RouteMeta>({ allow, hidden })
    .route({ method, path, summary, successStatus: status, inputStructure: 'detailed' });

export interface RouteMeta {
  allow: Allow;
  hidden: boolean;
}

/** The input of a route: what stands in the path, in the query and in the body. */
export const request = <
  P extends z.ZodRawShape = Record<never, never>,
  Q extends z.ZodRawShape = Record<never, never>,
  B extends z.ZodType = z.ZodOptional<z.ZodUnknown>,
>(parts: {
  params?: P;
  query?: Q;
  body?: B;
}) =>
  z.object({
    params: z.object(parts.params ?? ({} as P)),
    query: z.object(parts.query ?? ({} as Q)),
    body: parts.body ?? (z.unknown().optional() as unknown as B),
  });
