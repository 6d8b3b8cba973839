import { conflict } from '@gennaker/kernel';

/** A version of a cluster that exists. */
export interface TakenSlot {
  name: string;
  sequence?: number | undefined;
  /** Epoch ms. */
  createdTime: number;
}

const SLOTS = 1_000;

/**
 * The name of a cluster's next server group: after the one that was created last (not after the highest),
 * skipping what is taken, starting again after 999.
 *
 * @throws AppError `conflict` when all 1000 are taken
 * Source: clouddriver `AbstractServerGroupNameResolver`.
 */
export function nextServerGroupName(
  { cluster, region }: { cluster: string; region: string },
  taken: readonly TakenSlot[],
): string {
  const latest = latestSlot(taken);
  const used = new Set(taken.map(({ sequence }) => sequence));
  const first = latest ? ((latest.sequence ?? 0) + 1) % SLOTS : 0;
  for (let tried = 0; tried < SLOTS; tried++) {
    const sequence = (first + tried) % SLOTS;
    if (!used.has(sequence)) return `${cluster}-v${String(sequence).padStart(3, '0')}`;
  }
  throw conflict(`All server group names for cluster ${cluster} in ${region} are taken.`);
}

/** The one that was created last. */
export const latestSlot = <T extends TakenSlot>(taken: readonly T[]): T | undefined =>
  taken.reduce<T | undefined>(
    (latest, slot) => (latest && latest.createdTime >= slot.createdTime ? latest : slot),
    undefined,
  );
