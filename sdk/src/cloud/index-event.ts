import type { LoadBalancer, ServerGroup } from '@gennaker/contracts/clouddriver';

/** Something deployed, as the index keeps it. */
export type IndexEntity =
  { kind: 'serverGroup'; value: ServerGroup } | { kind: 'loadBalancer'; value: LoadBalancer };

export interface EntityKey {
  kind: IndexEntity['kind'];
  region: string;
  name: string;
}

/** What an account tells the index: all that there is, or what changed since. */
export type IndexEvent =
  | { kind: 'snapshot'; entities: IndexEntity[] }
  | { kind: 'changes'; entities: IndexEntity[]; gone: EntityKey[] };
