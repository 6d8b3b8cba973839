import { applicationCalls } from './applications.ts';
import { endingCalls } from './endings.ts';
import { finishedRunCalls } from './finished-runs.ts';
import { pipelineConfigCalls } from './pipeline-configs.ts';
import { runCalls } from './runs.ts';
import type { Row } from './row.ts';

/** Calls that were recorded on a Gate of 2026, in their order, as far as what they touch exists here. */
export const recordedCalls: readonly Row[] = [
  ...applicationCalls,
  ...pipelineConfigCalls,
  ...runCalls,
  ...finishedRunCalls,
  ...endingCalls,
];
