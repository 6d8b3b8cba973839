import { highlander } from './highlander.ts';
import { none } from './none.ts';
import { redBlack } from './red-black.ts';
import { rollingRedBlack } from './rolling-red-black.ts';
import type { Strategy } from './strategy.ts';

/** All deployment strategies. */
export const strategies: Strategy[] = [none, highlander, redBlack, rollingRedBlack];

/** A word that is unknown means none. Source: orca `NoStrategy`. */
export const strategyNamed = (name: string | null | undefined): Strategy =>
  strategies.find((strategy) => strategy.name === name?.toLowerCase()) ?? none;
