import type { Strategy } from './strategy.ts';

/** The new server group serves beside the old ones. */
export const none: Strategy = { name: 'none', after: () => [] };
