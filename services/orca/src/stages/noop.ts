import { defineStage } from '@gennaker/sdk';
import { z } from 'zod';

/** Does nothing; having no task, it ends SKIPPED. Source: orca-core `NoOpStage`. */
export const noop = defineStage({
  type: 'noop',
  label: 'No operation',
  description: 'Does nothing: a place to join branches.',
  context: z.object({}),
});
