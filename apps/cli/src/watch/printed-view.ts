import { isComplete, type PipelineExecution, type StageExecution } from '@gennaker/contracts/orca';
import { say } from '../terminal.ts';
import type { LiveView } from './live-view.ts';
import { marked, noteOf, inTreeOrder } from './stage-lines.ts';

/**
 * Prints a line for each change; for pipes and logs. Of a stage's parts only those that take their time are
 * told, when they begin, and those whose failure makes the stage fail.
 */
export function printedView(answersItself = false): LiveView {
  const told = new Map<string, string>();
  const isNew = ({ id, status }: { id: string; status: string }): boolean => {
    if (told.get(id) === status) return false;
    told.set(id, status);
    return true;
  };
  return {
    show(execution) {
      if (isNew({ id: execution.id, status: 'seen' }))
        say(`${execution.application} · ${execution.name} ${execution.id}`);
      if (execution.status === 'NOT_STARTED' && isNew({ id: `${execution.id} queue`, status: 'seen' })) {
        say('  waits until another run of this pipeline has ended');
      }
      for (const { stage, depth } of inTreeOrder(execution)) {
        if (stage.status === 'NOT_STARTED' || !isNew(stage) || !isWorthALine(execution, stage)) continue;
        const note = answersItself && stage.type === 'manualJudgment' ? '' : noteOf(execution, stage);
        say(`${'  '.repeat(depth)}${marked(stage.status, stage.name)}${note ? `  ${note}` : ''}`);
      }
    },
    pause: () => undefined,
    resume: () => undefined,
    end: () => undefined,
  };
}

function isWorthALine(execution: PipelineExecution, stage: StageExecution): boolean {
  const parent = execution.stages.find(({ id }) => id === stage.parentStageId);
  if (!parent) return true;
  if (!isComplete(stage.status)) return true;
  return stage.status === 'TERMINAL' && parent.status !== 'FAILED_CONTINUE';
}
