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
  /** Output is `{ headers, body }` instead of the body alone. */
  withHeaders?: boolean;
}

/**
 * Starts the contract of one endpoint.
 *
 * Input is `{ params, query, body }` (each a schema, see `request`), output is the JSON body.
 */
export const route = ({
  method,
  path,
  allow,
  summary,
  status = 200,
  hidden = false,
  withHeaders = false,
}: RouteSpec) =>
  oc.$meta<RouteMeta>({ allow, hidden }).route({
    method,
    path,
    summary,
    successStatus: status,
    inputStructure: 'detailed',
    outputStructure: withHeaders ? 'detailed' : 'compact',
  });

export interface RouteMeta {
  allow: Allow;
  hidden: boolean;
}

/** The input of a route: what stands in the path, the query, the headers and the body. */
export const request = <
  P extends z.ZodRawShape = Record<never, never>,
  Q extends z.ZodRawShape = Record<never, never>,
  B extends z.ZodType = z.ZodOptional<z.ZodUnknown>,
  H extends z.ZodRawShape = Record<never, never>,
>(parts: {
  params?: P;
  query?: Q;
  body?: B;
  headers?: H;
}) =>
  z.object({
    params: shape(parts.params),
    query: z.object(parts.query ?? ({} as Q)).prefault({} as never),
    headers: z.object(parts.headers ?? ({} as H)).prefault({} as never),
    body: parts.body ?? (z.unknown().optional() as unknown as B),
  });

/** Required when there is something in it, else left out by callers. */
type Shape<P extends z.ZodRawShape> = keyof P extends never ? z.ZodPrefault<z.ZodObject<P>> : z.ZodObject<P>;

const shape = <P extends z.ZodRawShape>(params: P | undefined): Shape<P> =>
  (params ? z.object(params) : z.object({}).prefault({})) as unknown as Shape<P>;
