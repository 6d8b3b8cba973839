import {
  defineStage,
  failed,
  inParallel,
  succeeded,
  terminal,
  type StageView,
  type Task,
} from '@gennaker/sdk';
import { z } from 'zod';
import { compare, Comparison, countServerGroups } from './preconditions/cluster-size.ts';

const Precondition = z.looseObject({
  type: z.string(),
  context: z.record(z.string(), z.unknown()).default({}),
  failPipeline: z.boolean().default(true),
});

const Context = z.looseObject({
  preconditions: z.array(Precondition).default([]),
  /** Set on the stage of one precondition. */
  preconditionType: z.string().optional(),
  context: z.record(z.string(), z.unknown()).default({}),
});
type Context = z.infer<typeof Context>;

const SECOND = 1_000;

/** The expression was evaluated with the rest of the context; anything but true fails. */
const expression: Task<Context> = {
  inTurn: ({ context }) => {
    const value = context.context['expressionResult'] ?? context.context['expression'] ?? 'false';
    const expressionResult = typeof value === 'string' ? value : JSON.stringify(value);
    const data = { context: { context: { ...context.context, expressionResult } } };
    return expressionResult.toLowerCase() === 'true' ? succeeded(data) : terminal(data);
  },
};

const stageStatus: Task<Context> = {
  inTurn: ({ context, execution }) => {
    const { stageName, stageStatus: wanted } = context.context as {
      stageName?: string;
      stageStatus?: string;
    };
    const stage = execution.stages.find(({ name }) => name === stageName);
    if (!stage)
      return failed(
        `The stage '${stageName}' does not exist in this pipeline; correct the name in the precondition.`,
      );
    if (stage.status === wanted) return succeeded();
    return failed(
      `The status of stage ${stageName} was asserted to be ${wanted}, but was actually ${stage.status}`,
    );
  },
};

const ClusterSize = z.object({
  cluster: z.string(),
  credentials: z.string(),
  cloudProvider: z.string().default('local'),
  regions: z.array(z.string()).default([]),
  comparison: Comparison.default('=='),
  expected: z.coerce.number().default(1),
  onlyEnabledServerGroups: z.boolean().default(false),
});

const clusterSize: Task<Context> = {
  timeoutMs: 30 * SECOND,
  effect: async ({ context, execution }, { clouddriver }) => {
    const wanted = ClusterSize.parse(context.context);
    const counts = await countServerGroups(clouddriver, execution.application, wanted);
    const wrong = counts.filter(({ names }) => !compare(names.length, wanted.comparison, wanted.expected));
    if (wrong.length === 0) return succeeded();
    return failed(
      wrong.map(
        ({ region, names }) =>
          `Precondition check failed: expected ${wanted.comparison} ${wanted.expected} server groups in ${region} but found ${names.length}: [${names.join(', ')}]`,
      ),
    );
  },
};

const CHECKS: Readonly<Record<string, Task<Context>>> = { expression, stageStatus, clusterSize };

const unknown: Task<Context> = {
  inTurn: ({ context }) =>
    failed(
      `no Precondition implementation for type ${context.preconditionType}; use one of ${Object.keys(CHECKS).join(', ')}`,
    ),
};

/** What every precondition on a cluster takes over from the stage. */
const INHERITED = ['cluster', 'regions', 'credentials', 'cloudProvider', 'moniker'];

const isOneCheck = ({ context }: StageView<Context>): boolean => context.preconditionType !== undefined;

/** Goes on only when all conditions hold; they are checked at once. Source: orca `CheckPreconditionsStage`. */
export const checkPreconditions = defineStage({
  type: 'checkPreconditions',
  label: 'Check preconditions',
  description: 'Goes on only when all conditions hold.',
  context: Context,
  before: (stage) => {
    if (isOneCheck(stage) || stage.synthetic) return [];
    const inherited = Object.fromEntries(
      INHERITED.flatMap((key) => (key in stage.context ? [[key, stage.context[key]]] : [])),
    );
    return inParallel(
      ...stage.context.preconditions.map(({ type, context, failPipeline, ...more }) => ({
        type: 'checkPreconditions',
        name: `Check precondition (${type})`,
        context: {
          ...more,
          preconditionType: type,
          context: { ...inherited, ...context },
          failPipeline,
          type: 'checkPreconditions',
        },
      })),
    );
  },
  tasks: (stage): Record<string, Task<Context>> =>
    isOneCheck(stage) ? { checkPrecondition: CHECKS[stage.context.preconditionType ?? ''] ?? unknown } : {},
});
