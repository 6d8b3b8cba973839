import { changes } from './changes.ts';
import { pipelines } from './pipelines.ts';
import { tasks } from './tasks.ts';

export * from './execution.ts';
export * from './execution-can.ts';
export * from './status.ts';
export * from './status-meaning.ts';
export { PipelineRequest } from './pipelines.ts';
export { OperationRequest, OrchestrationTask } from './tasks.ts';

/** Orca's contract: orchestration of pipelines and ad-hoc operations. */
export const orca = { pipelines, tasks, changes };
