import { executionAppliers } from '../features/executions/apply-change.ts';
import type { Appliers } from '../live/apply-changes.ts';

/** What the live stream does to the query cache, by kind of thing. A feature adds its own here. */
export const appliers: Appliers = { ...executionAppliers };
