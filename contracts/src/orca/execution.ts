import { z } from 'zod';
import { Artifact, ExpectedArtifact } from '../artifact/index.ts';
import { ExecutionStatus } from './status.ts';

/** Epoch ms. */
const Millis = z.number();
const Context = z.record(z.string(), z.unknown());
export type Context = z.infer<typeof Context>;

/** A step of a stage. Source: orca-core `TaskExecution`. */
export const TaskExecution = z.looseObject({
  id: z.string().describe('"1", "2" …, by order in the stage.'),
  name: z.string(),
  implementingClass: z.string().describe('<stage type>.<task name>'),
  status: ExecutionStatus,
  startTime: Millis.optional(),
  endTime: Millis.optional(),
  stageStart: z.boolean().default(false),
  stageEnd: z.boolean().default(false),
  loopStart: z.boolean().default(false),
  loopEnd: z.boolean().default(false),
  taskExceptionDetails: Context.default({}),
});
export type TaskExecution = z.infer<typeof TaskExecution>;

/** Whether a synthetic stage runs before or after the tasks of its parent. */
export const SyntheticStageOwner = z.enum(['STAGE_BEFORE', 'STAGE_AFTER']);
export type SyntheticStageOwner = z.infer<typeof SyntheticStageOwner>;

/** A step of a pipeline. Source: orca-core `StageExecution`. */
export const StageExecution = z.looseObject({
  id: z.string(),
  refId: z.string(),
  type: z.string(),
  name: z.string(),
  status: ExecutionStatus,
  startTime: Millis.optional(),
  endTime: Millis.optional(),
  startTimeExpiry: Millis.optional(),
  scheduledTime: Millis.optional(),
  context: Context,
  outputs: Context,
  tasks: z.array(TaskExecution),
  requisiteStageRefIds: z.array(z.string()),
  parentStageId: z.string().optional(),
  syntheticStageOwner: SyntheticStageOwner.optional(),
  lastModified: z
    .looseObject({
      user: z.string(),
      allowedAccounts: z.array(z.string()).default([]),
      lastModifiedTime: Millis,
    })
    .optional(),
});
export type StageExecution = z.infer<typeof StageExecution>;

/** What started an execution; further keys depend on the type. Source: orca-core `Trigger`. */
export const Trigger = z.looseObject({
  type: z.string().default('manual'),
  correlationId: z.string().optional(),
  user: z.string().optional(),
  parameters: Context.default({}),
  artifacts: z.array(Artifact).default([]),
  notifications: z.array(Context).default([]),
  resolvedExpectedArtifacts: z.array(ExpectedArtifact).default([]),
  expectedArtifactIds: z.array(z.string()).optional(),
  rebake: z.boolean().default(false),
  dryRun: z.boolean().default(false),
  strategy: z.boolean().default(false),
});
export type Trigger = z.infer<typeof Trigger>;

export const ExecutionType = z.enum(['PIPELINE', 'ORCHESTRATION']);
export type ExecutionType = z.infer<typeof ExecutionType>;

/** A run of a pipeline, or an ad-hoc operation. Source: orca-core `PipelineExecution`. */
export const PipelineExecution = z.looseObject({
  id: z.string().describe('ULID'),
  type: ExecutionType,
  application: z.string(),
  name: z.string().optional(),
  pipelineConfigId: z.string().optional(),
  description: z.string().optional(),
  status: ExecutionStatus,
  buildTime: Millis.optional(),
  startTime: Millis.optional(),
  endTime: Millis.optional(),
  startTimeExpiry: Millis.optional(),
  canceled: z.boolean().default(false),
  canceledBy: z.string().optional(),
  cancellationReason: z.string().optional(),
  limitConcurrent: z.boolean().default(false),
  maxConcurrentExecutions: z.number().default(0),
  keepWaitingPipelines: z.boolean().default(false),
  stages: z.array(StageExecution),
  trigger: Trigger,
  authentication: z
    .looseObject({ user: z.string().optional(), allowedAccounts: z.array(z.string()).default([]) })
    .optional(),
  paused: z
    .looseObject({
      pausedBy: z.string().optional(),
      pauseTime: Millis.optional(),
      resumedBy: z.string().optional(),
      resumeTime: Millis.optional(),
      pausedMs: z.number().optional(),
      paused: z.boolean().optional(),
    })
    .optional(),
  origin: z.string().default('unknown'),
  notifications: z.array(Context).default([]),
  initialConfig: Context.default({}),
  systemNotifications: z.array(Context).default([]),
  spelEvaluator: z.string().optional(),
  templateVariables: Context.optional(),
  rootId: z.string().optional().describe('The first pipeline in a chain of child pipelines.'),
});
export type PipelineExecution = z.infer<typeof PipelineExecution>;
