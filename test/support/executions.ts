import {
  isComplete,
  type ExecutionStatus,
  type PipelineExecution,
  type StageExecution,
} from '@gennaker/contracts/orca';
import type { GateClient, Platform } from './platform.ts';
import { untilUp } from './until.ts';

type Json = Record<string, unknown>;
type Job = { type: string } & Json;

const idOf = ({ ref }: { ref: string }): string => ref.slice(ref.lastIndexOf('/') + 1);

/** Starts a saved pipeline. @returns the id of the execution */
export const trigger = async (
  gate: GateClient,
  application: string,
  nameOrId: string,
  parameters: Json = {},
): Promise<string> =>
  idOf(
    await gate.pipelines.trigger({ params: { application, nameOrId }, body: { type: 'manual', parameters } }),
  );

/** Starts a pipeline that is not saved. @returns the id of the execution */
export const startPipeline = async (gate: GateClient, pipeline: Json): Promise<string> =>
  idOf((await gate.pipelines.start({ body: pipeline as never })) as { ref: string });

export const executionOf = (gate: GateClient, id: string): Promise<PipelineExecution> =>
  gate.pipelines.get({ params: { id } });

/** Waits until an execution is as wanted; the failure shows its stages and the platform's log. */
export function executionWhen(
  platform: Platform,
  id: string,
  what: string,
  isAsWanted: (execution: PipelineExecution) => unknown,
  timeoutMs = 90_000,
): Promise<PipelineExecution> {
  let last: PipelineExecution | undefined;
  return untilUp(
    `execution ${id}: ${what}`,
    async () => {
      last = await executionOf(platform.gate, id);
      return isAsWanted(last) ? last : undefined;
    },
    { timeoutMs, describe: () => `${last ? summaryOf(last) : ''}\n${platform.log()}` },
  );
}

export const endOf = (platform: Platform, id: string, timeoutMs?: number): Promise<PipelineExecution> =>
  executionWhen(platform, id, 'has ended', ({ status }) => isComplete(status), timeoutMs);

export const stageNamed = (execution: PipelineExecution, name: string): StageExecution => {
  const stage = execution.stages.find((one) => one.name === name);
  if (!stage) throw new Error(`There is no stage '${name}':\n${summaryOf(execution)}`);
  return stage;
};

export const statusOf = (execution: PipelineExecution, name: string): ExecutionStatus =>
  stageNamed(execution, name).status;

/** Waits until a stage of an execution has a status. */
export const stageWhen = (
  platform: Platform,
  id: string,
  name: string,
  status: ExecutionStatus,
): Promise<PipelineExecution> =>
  executionWhen(platform, id, `stage '${name}' is ${status}`, ({ stages, status: whole }) => {
    const stage = stages.find((one) => one.name === name);
    if (stage?.status !== status && isComplete(whole)) {
      throw new Error(`It ended ${whole} with '${name}' ${stage?.status}`);
    }
    return stage?.status === status;
  });

/** Answers a judgment once it waits. */
export async function judge(
  platform: Platform,
  id: string,
  name: string,
  judgmentStatus: 'continue' | 'stop',
): Promise<void> {
  const execution = await stageWhen(platform, id, name, 'RUNNING');
  await platform.gate.pipelines.patchStage({
    params: { id, stageId: stageNamed(execution, name).id },
    body: { judgmentStatus },
  });
}

/** Everything that an execution says about why stages failed, one line each. */
export function reasonsOf({ stages }: PipelineExecution): string[] {
  return stages.flatMap((stage) => {
    const exception = stage.context['exception'] as
      { details?: { error?: string; errors?: string[] } } | undefined;
    const errors = [
      ...(exception?.details?.errors ?? []),
      ...(exception?.details?.error ? [exception.details.error] : []),
    ];
    const { error: answer } = (stage.context['webhook'] ?? {}) as { error?: string };
    const expressions = Object.values(
      (stage.context['expressionEvaluationSummary'] as Json | undefined) ?? {},
    )
      .flat()
      .map((entry) => String((entry as Json)['description']));
    return [...new Set([...errors, ...(answer ? [answer] : []), ...expressions])].map(
      (text) => `${stage.name}: ${text}`,
    );
  });
}

/** An execution on a page, for the reader of a red test. */
export function summaryOf(execution: PipelineExecution): string {
  const lines = execution.stages.map((stage) => {
    const tasks = stage.tasks.map(({ name, status }) => `${name} ${status}`).join(', ');
    return `  ${stage.status.padEnd(15)} ${stage.parentStageId ? '  ' : ''}${stage.name} (${stage.type}): ${tasks}`;
  });
  return [
    `${execution.id} ${execution.status}`,
    ...lines,
    ...reasonsOf(execution).map((text) => `  ! ${text}`),
  ].join('\n');
}

/** Starts an ad-hoc operation and waits for its end. @returns its status and errors */
export async function operation(
  platform: Platform,
  application: string,
  job: Job[],
): Promise<{ status: ExecutionStatus; errors: string[] }> {
  const { gate } = platform;
  const id = idOf(await gate.tasks.start({ body: { application, description: job[0]?.type, job } }));
  const task = await untilUp(
    `task ${id} has ended`,
    async () => {
      const found = await gate.tasks.get({ params: { id } });
      return isComplete(found.status) ? found : undefined;
    },
    { describe: () => platform.log() },
  );
  const exception = task.variables.find(({ key }) => key === 'exception')?.value as
    { details?: { errors?: string[] } } | undefined;
  return { status: task.status, errors: exception?.details?.errors ?? [] };
}

/** An ad-hoc operation that has to succeed. */
export async function done(platform: Platform, application: string, job: Job[]): Promise<void> {
  const { status, errors } = await operation(platform, application, job);
  if (status !== 'SUCCEEDED') throw new Error(`${job[0]?.type} ended ${status}: ${errors.join('; ')}`);
}
