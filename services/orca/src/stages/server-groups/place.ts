import type { Context } from '@gennaker/contracts/orca';
import { invalid } from '@gennaker/kernel';
import { clusterName, parseName } from '@gennaker/sdk';
import { z } from 'zod';

const text = z.string().optional();
const texts = z.array(z.string()).optional();

/** Where a stage works. Spinnaker's clouds spell it in several ways. */
export const place = {
  cloudProvider: z.string().default('local'),
  credentials: text.describe('Account.'),
  account: text.describe('The same as `credentials`.'),
  region: text,
  regions: texts,
  zone: text,
  zones: texts,
  namespaces: texts,
  cluster: text.describe('`app-stack-detail`.'),
  waitsBecause: text.describe('Set by the stage: what it is waiting for.'),
  moniker: z.looseObject({ app: text, cluster: text, stack: text, detail: text }).optional(),
};

type Place = z.infer<z.ZodObject<typeof place>>;

/** @throws AppError `invalid` when none is named */
export function accountOf({ credentials, account }: Pick<Place, 'credentials' | 'account'>): string {
  const name = credentials ?? account;
  if (!name) throw invalid('credentials: name the account to work in');
  return name;
}

/** The regions, zones or namespaces that a stage works in. @throws AppError `invalid` when there is none */
export function locationsOf({ regions, region, zones, zone, namespaces }: Place): string[] {
  const found = [regions, region, zones, zone, namespaces].map((value) => [value ?? []].flat());
  const locations = found.find((list) => list.length > 0);
  if (!locations) throw invalid('regions: name at least one region to work in');
  return locations;
}

/** @throws AppError `invalid` when it is not named */
export function clusterOf({ cluster, moniker }: Pick<Place, 'cluster' | 'moniker'>): string {
  const name = cluster ?? moniker?.cluster;
  if (name) return name;
  if (moniker?.app) return clusterName({ app: moniker.app, stack: moniker.stack, detail: moniker.detail });
  throw invalid('cluster: name the cluster to work on');
}

/** The application that a cluster belongs to. Source: orca `MonikerHelper`. */
export const applicationOf = ({ cluster, moniker }: Place, byDefault: string): string =>
  moniker?.app ?? parseName(clusterOf({ cluster, moniker })).app ?? byDefault;

const PLACE_KEYS = Object.keys(place).filter((key) => key !== 'waitsBecause');

/** What a stage hands to the stages it makes, of where it works. */
export const placeOf = (context: Context): Context =>
  Object.fromEntries(Object.entries(context).filter(([key]) => PLACE_KEYS.includes(key)));
