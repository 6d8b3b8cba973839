import type { Resize } from '@gennaker/contracts/agent';
import type { Capacity } from '@gennaker/contracts/clouddriver';
import { invalid } from '@gennaker/kernel/core';
import type { z } from 'zod';

/** What a resize makes of a capacity: what is not given stays, and follows only where it must. */
export function newCapacity(
  name: string,
  current: Capacity,
  { capacity: asked }: z.infer<typeof Resize>,
): { min: number; max: number; desired: number } {
  const limit = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
  const desired = asked.desired ?? limit(current.desired, asked.min ?? 0, asked.max ?? Infinity);
  const min = asked.min ?? Math.min(current.min, desired);
  const max = asked.max ?? Math.max(current.max, desired);
  if (min > desired || desired > max) {
    throw invalid(`The capacity of ${name} must have min ≤ desired ≤ max, not ${min} ≤ ${desired} ≤ ${max}.`);
  }
  return { min, max, desired };
}
