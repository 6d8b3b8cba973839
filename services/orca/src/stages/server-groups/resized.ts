import type { Capacity } from '@gennaker/contracts/clouddriver';
import { z } from 'zod';

const count = z.coerce.number().int().min(0).optional();
const PartialCapacity = z.looseObject({ min: count, max: count, desired: count });

/** How a resize changes a capacity. */
export const Resizing = z.looseObject({
  action: z
    .enum(['scale_exact', 'scale_up', 'scale_down', 'scale_to_cluster', 'scale_to_server_group'])
    .default('scale_exact'),
  capacity: PartialCapacity.optional().describe(
    'scale_exact: what is left out is taken from the present one.',
  ),
  scalePct: z.coerce.number().min(0).optional(),
  scaleNum: z.coerce.number().int().min(0).optional(),
  pinCapacity: z.boolean().default(false).describe('min = max = desired.'),
  pinMinimumCapacity: z.boolean().default(false).describe('min = desired.'),
  unpinMinimumCapacity: z.boolean().default(false).describe('min as it was before it was pinned.'),
  originalCapacity: PartialCapacity.optional().describe('Before it was pinned.'),
});
export type Resizing = z.infer<typeof Resizing>;

export interface Measured {
  /** Of the group that is resized. */
  current: Capacity;
  /** Of all groups of its cluster; scale_to_cluster. */
  cluster?: readonly Capacity[];
  /** Of the group that gives the measure; scale_to_server_group. */
  source?: Capacity;
}

/** The capacity that a group is resized to. Source: orca `ResizeStrategy` and its kinds; orchestration B3. */
export function resized(wanted: Resizing, measured: Measured): Capacity {
  return pinned(sized(wanted, measured), wanted);
}

function sized(wanted: Resizing, { current, cluster = [], source }: Measured): Capacity {
  const { action, scalePct, scaleNum } = wanted;
  switch (action) {
    case 'scale_exact':
      return share(exact(wanted.capacity ?? {}, current), scalePct);
    case 'scale_up':
    case 'scale_down': {
      const sign = action === 'scale_up' ? 1 : -1;
      const step = (size: number) =>
        scalePct === undefined ? (scaleNum ?? 0) : Math.ceil((size * scalePct) / 100);
      const moved = (size: number) => Math.max(0, size + sign * step(size));
      return { min: moved(current.min), max: moved(current.max), desired: moved(current.desired) };
    }
    case 'scale_to_cluster': {
      const most = (key: 'min' | 'max' | 'desired') =>
        Math.max(...[current, ...cluster].map((capacity) => capacity[key]));
      const [min, max, desired] = [most('min'), most('max'), most('desired')];
      const more = scalePct === undefined ? (scaleNum ?? 0) : Math.ceil((desired * scalePct) / 100);
      return { min, max, desired: Math.min(max, desired + more) };
    }
    case 'scale_to_server_group': {
      const { min, max, desired } = source ?? current;
      return share({ min, max, desired }, scalePct);
    }
  }
}

function exact(given: { min?: number; max?: number; desired?: number }, current: Capacity): Capacity {
  let min = given.min ?? current.min;
  if (given.max !== undefined) min = Math.min(min, given.max);
  const max = given.max ?? Math.max(min, current.max);
  const desired = given.desired ?? Math.min(Math.max(current.desired, min), max);
  return { min, max, desired };
}

function share({ min, max, desired: whole }: Capacity, percent: number | undefined): Capacity {
  if (percent === undefined) return { min, max, desired: whole };
  const desired = Math.ceil((whole * percent) / 100);
  return { min: Math.min(min, desired), max: Math.max(max, desired), desired };
}

function pinned(size: Capacity, wanted: Resizing): Capacity {
  const { desired } = size;
  if (wanted.pinCapacity) return { min: desired, max: desired, desired };
  if (wanted.pinMinimumCapacity) return { ...size, min: desired };
  const before = wanted.originalCapacity?.min;
  if (wanted.unpinMinimumCapacity && before !== undefined)
    return { ...size, min: Math.min(size.min, before) };
  return size;
}
