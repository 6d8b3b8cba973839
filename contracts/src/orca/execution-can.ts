import type { PipelineExecution, StageExecution } from './execution.ts';
import { isComplete } from './status-meaning.ts';

/** An answer with its reason, for the engine, the API and the buttons of Deck alike. */
export type Permission = { allowed: true } | { allowed: false; reason: string };

const yes: Permission = { allowed: true };
const no = (reason: string): Permission => ({ allowed: false, reason });

type Execution = Pick<PipelineExecution, 'id' | 'status' | 'type'>;
type Stage = Pick<StageExecution, 'name' | 'status' | 'parentStageId' | 'context'>;

/** What may be done to an execution in which state: the one table. Source: orchestration A10. */
export const executionCan = {
  /** A finished one too: its reason is replaced, as in Spinnaker. */
  cancel: (_execution: Execution): Permission => yes,
  pause: ({ id, status }: Execution): Permission =>
    status === 'RUNNING' ? yes : no(`Execution ${id} is ${status}; only a RUNNING one can be paused.`),
  resume: ({ id, status }: Execution): Permission =>
    status === 'PAUSED' ? yes : no(`Execution ${id} is ${status}; only a PAUSED one can be resumed.`),
  delete: ({ status, type }: Execution): Permission =>
    isComplete(status)
      ? yes
      : no(`Cannot delete a running ${type === 'PIPELINE' ? 'pipeline' : 'task'}, please cancel it first.`),
} as const;

/** What may be done to a stage. */
export const stageCan = {
  restart: ({ name, status, parentStageId }: Stage): Permission => {
    if (parentStageId !== undefined) return no(`Stage '${name}' is part of another stage; restart that one.`);
    if (isComplete(status) || status === 'NOT_STARTED') return yes;
    return no(`Stage '${name}' is ${status}; only a finished stage can be restarted.`);
  },
  skip: ({ context }: Stage): Permission =>
    context['canManuallySkip'] === true ? yes : no('Cannot manually skip stage.'),
  judge: ({ name, status }: Stage): Permission =>
    status === 'RUNNING' ? yes : no(`Stage '${name}' is ${status}; it does not wait for a judgment.`),
} as const;
