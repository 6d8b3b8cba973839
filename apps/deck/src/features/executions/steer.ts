import type { PipelineExecution, StageExecution } from '@gennaker/contracts/orca';
import { failureOf } from '../../api/failure-of.ts';
import { gate } from '../../api/gate.ts';
import { toast } from '../../ui/toasts.tsx';
import { say } from '../../words/say.ts';
import { numberOf } from './subject-of.ts';
import { words } from './words.ts';

const nameOf = (execution: PipelineExecution): string => `${execution.name ?? ''} ${numberOf(execution)}`;

/** Says what was refused; what was done is said by `done`. */
async function said(
  work: Promise<unknown>,
  done: string,
  undo?: { label: string; run(): void },
): Promise<void> {
  try {
    await work;
    toast({ title: done, undo });
  } catch (error) {
    toast({ title: words.refused, description: failureOf(error).message, isFault: true });
  }
}

/** What can be done to a run; what it did comes back over the stream. */
export const steer = {
  pause: (execution: PipelineExecution): Promise<void> =>
    said(
      gate.pipelines.pause({ params: { id: execution.id } }),
      say(words.paused, { name: nameOf(execution) }),
      { label: words.resume, run: () => void steer.resume(execution) },
    ),
  resume: (execution: PipelineExecution): Promise<void> =>
    said(
      gate.pipelines.resume({ params: { id: execution.id } }),
      say(words.resumed, { name: nameOf(execution) }),
    ),
  cancel: async (execution: PipelineExecution, reason: string): Promise<void> => {
    const query = { reason: reason === '' ? undefined : reason };
    await gate.pipelines.cancel({ params: { id: execution.id }, query });
    toast({ title: say(words.cancelled, { name: nameOf(execution) }) });
  },
  restart: async (execution: PipelineExecution, stage: StageExecution): Promise<void> => {
    await gate.pipelines.restartStage({ params: { id: execution.id, stageId: stage.id }, body: {} });
    toast({ title: say(words.restarted, { stage: stage.name }) });
  },
  /** Answers a judgment. */
  judge: async (
    execution: PipelineExecution,
    stage: StageExecution,
    answer: { judgmentStatus: 'continue' | 'stop'; judgmentInput?: string },
  ): Promise<void> => {
    await gate.pipelines.patchStage({ params: { id: execution.id, stageId: stage.id }, body: answer });
    const done = answer.judgmentStatus === 'continue' ? words.approved : words.rejectedNow;
    toast({ title: say(done, { stage: stage.name }) });
  },
};
