import type { PipelineConfig } from '@gennaker/contracts/front50';
import { AppError, caller, invalid, withCaller } from '@gennaker/kernel';
import {
  canceled,
  defineStage,
  idFromKey,
  running,
  succeeded,
  terminal,
  type StageView,
  type Task,
  type Tools,
} from '@gennaker/sdk';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { z } from 'zod';
import { artifactsSeenBy, bindProduced, expectsArtifacts } from './artifacts/bind-produced.ts';
import { failureOfChild, outputsOf } from './pipelines/child-failure.ts';

const HOUR_MS = 60 * 60 * 1_000;
/** The child's end wakes us; this is for when the news is lost. */
const FALLBACK_POLL_MS = 15_000;

const Context = z.looseObject({
  pipeline: z.string().optional().describe('Id of the pipeline to run.'),
  pipelineId: z.string().optional().describe('The same as `pipeline`.'),
  application: z.string().optional(),
  pipelineParameters: z.record(z.string(), z.unknown()).default({}),
  waitForCompletion: z.boolean().default(true),
  skippable: z.boolean().default(false),
  skipDownstreamOutput: z.boolean().default(false).describe('Its outputs are not handed on.'),
  executionId: z.string().optional().describe('Set by the stage: the run.'),
});
type Context = z.infer<typeof Context>;

/** The same in each attempt, and when it is cancelled; another when the stage is restarted. */
const childIdOf = ({ id, taskStartTime }: StageView<Context>): string =>
  idFromKey(`${id} ${taskStartTime}`, taskStartTime);

/** Starts the child under an id that each attempt gives it, so it starts once. Source: orca-front50 `StartPipelineTask`. */
const startPipeline: Task<Context> = {
  effect: async (stage, tools) => {
    const config = await configOf(stage, tools);
    const { execution, context } = stage;
    const executionId = childIdOf(stage);
    await tools.orca.pipelines.start({
      body: {
        ...config,
        stages: config.stages as never,
        executionId,
        trigger: {
          type: 'pipeline',
          user: execution.trigger.user,
          parentPipelineId: execution.id,
          parentPipelineStageId: stage.id,
          parameters: context.pipelineParameters,
          artifacts: artifactsSeenBy(stage as StageView),
          correlationId: `${execution.id}_${stage.id}_${config.id}_${stage.startTime}`,
          dryRun: execution.trigger.dryRun,
        },
      },
    });
    return succeeded({ context: { executionId, executionName: config.name } });
  },
  onCancel: (stage, tools) => cancelChild(childIdOf(stage), tools),
};

async function configOf({ context }: StageView<Context>, { front50 }: Tools): Promise<PipelineConfig> {
  const id = context.pipeline ?? context.pipelineId;
  if (!id) throw invalid('pipeline: give the id of the pipeline to run');
  const config = await front50.pipelines.get({ params: { id } }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'notFound')
      throw invalid(`The referenced pipeline cannot be located (${id})`, { cause: error });
    throw error;
  });
  if (config.body.disabled) throw invalid('The referenced pipeline is disabled');
  return config.body;
}

/** Source: orca-front50 `MonitorPipelineTask`. */
const monitorPipeline: Task<Context> = {
  timeoutMs: 12 * HOUR_MS,
  timeoutOverridable: true,
  effect: async ({ context }, { orca }) => {
    const id = String(context.executionId);
    const child = await orca.pipelines.get({ params: { id } });
    const { status } = child;
    switch (status) {
      case 'SUCCEEDED':
        return succeeded({
          context: { status },
          ...(!context.skipDownstreamOutput && { outputs: outputsOf(child) }),
        });
      case 'CANCELED':
        return canceled({ context: { status, ...failureOfChild(child) } });
      case 'TERMINAL':
      case 'STOPPED':
        return terminal({ context: { status, ...failureOfChild(child) } });
      default:
        return running({
          wakeOn: [`execution:${id}`],
          retryAfter: FALLBACK_POLL_MS,
          ...(context['status'] !== status && { context: { status } }),
        });
    }
  },
  onCancel: ({ context }, tools) => cancelChild(String(context.executionId), tools),
};

/** One that never started, or has ended, needs no cancelling. */
async function cancelChild(id: string, { orca }: Tools): Promise<void> {
  let child: PipelineExecution;
  try {
    child = await orca.pipelines.get({ params: { id } });
  } catch (error) {
    if (error instanceof AppError && error.code === 'notFound') return;
    throw error;
  }
  if (child.endTime !== undefined) return;
  const reason = caller().user === 'anonymous' ? undefined : `Its parent was cancelled by ${caller().user}`;
  await withCaller({ user: 'parent pipeline' }, () =>
    orca.pipelines.cancel({ params: { id }, query: { reason } }),
  );
}

/** Runs another pipeline and, unless told otherwise, waits for its end. Source: orca-front50 `PipelineStage`. */
export const pipeline = defineStage({
  type: 'pipeline',
  label: 'Pipeline',
  description: 'Runs another pipeline.',
  context: Context,
  tasks: ({ context }): Record<string, Task<Context>> => ({
    startPipeline,
    ...(context.waitForCompletion && { monitorPipeline }),
    ...(expectsArtifacts(context) && { bindProducedArtifacts: bindProduced as Task<Context> }),
  }),
  skippable: ({ skippable }) => skippable === true || skippable === 'true',
  onRestart: ({ executionId: _id, executionName: _name, status: _status, exception: _exception, ...rest }) =>
    rest,
});
