import type { Caller } from '../identity/caller.ts';

/** Decides whether a caller may use a route. `need` is what the route declares, e.g. `READ application`. */
export type Policy = (question: {
  need: string;
  input: unknown;
  caller: Caller;
}) => boolean | Promise<boolean>;

/** The policy until sign-in and permissions are configured: everybody may do everything. */
export const allowAll: Policy = () => true;
