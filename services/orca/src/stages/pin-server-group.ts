import { defineStage } from '@gennaker/sdk';
import { ResizeContext, resizeTasks } from './server-groups/resizing.ts';

/** Holds or frees the capacity of a server group; waits for no instance. Source: orca `PinServerGroupStage`. */
export const pinServerGroup = defineStage({
  type: 'pinServerGroup',
  label: 'Pin server group',
  description: 'Holds or frees the capacity of a server group.',
  internal: true,
  context: ResizeContext,
  tasks: resizeTasks,
});
