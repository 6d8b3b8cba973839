import { applicationAppliers } from '../features/applications/apply-change.ts';
import { infrastructureAppliers } from '../features/clusters/apply-change.ts';
import { executionAppliers } from '../features/executions/apply-change.ts';
import { inboxAppliers } from '../features/inbox/apply-change.ts';
import { together, type Appliers } from '../live/apply-changes.ts';

/** What the live stream does to the query cache, by kind of thing. A feature adds its own here. */
export const appliers: Appliers = together(
  applicationAppliers,
  executionAppliers,
  infrastructureAppliers,
  inboxAppliers,
);
