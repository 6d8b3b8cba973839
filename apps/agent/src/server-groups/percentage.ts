import { invalid } from '@gennaker/kernel/core';

/**
 * Which instances a percentage still has to change, so that `percentage` of all are changed in the end.
 *
 * @param isChanged what counts as changed already
 * @throws AppError `invalid` for a percentage outside 0..100
 * Source: clouddriver `EnableDisablePercentageCategorizer`.
 */
export function pickByPercentage<T>(
  all: readonly T[],
  percentage: number,
  isChanged: (item: T) => boolean,
): T[] {
  if (percentage < 0 || percentage > 100) {
    throw invalid(`The percentage ${percentage} is not between 0 and 100.`);
  }
  const unchanged = all.filter((item) => !isChanged(item));
  const wanted = Math.ceil((all.length * percentage) / 100);
  return unchanged.slice(0, Math.max(0, wanted - (all.length - unchanged.length)));
}
