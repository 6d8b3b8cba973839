import { invalid } from '@gennaker/kernel';
import { highlander } from './highlander.ts';
import { none } from './none.ts';
import { redBlack } from './red-black.ts';
import { rollingRedBlack } from './rolling-red-black.ts';
import type { Strategy } from './strategy.ts';

/** All deployment strategies. */
export const strategies: Strategy[] = [none, highlander, redBlack, rollingRedBlack];

/**
 * The strategy that a cluster asks for; none without a word. A word that is unknown is refused (Spinnaker
 * takes it for none, so a typing mistake leaves two versions in traffic).
 *
 * @throws AppError `invalid` naming those that there are
 */
export function strategyNamed(name: string | null | undefined): Strategy {
  if (!name) return none;
  const found = strategies.find((strategy) => strategy.name === name.toLowerCase());
  if (found) return found;
  throw invalid(
    `strategy: there is no '${name}'; use one of ${strategies.map((one) => one.name).join(', ')}`,
  );
}
