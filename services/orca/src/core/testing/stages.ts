import type { Context } from '@gennaker/contracts/orca';
import type { EffectTask, StageDefinition, TurnTask } from '@gennaker/sdk';
import {
  defineStage,
  failed,
  inParallel,
  inSequence,
  redirect,
  running,
  skipped,
  succeeded,
  terminal,
} from '@gennaker/sdk';
import { z } from 'zod';
import { without } from '../context.ts';

const anything = z.looseObject({});

const inTurn = (run: TurnTask<Context>['inTurn'], options: Partial<TurnTask<Context>> = {}) => ({
  ...options,
  inTurn: run,
});
const effect = (run: EffectTask<Context>['effect'], options: Partial<EffectTask<Context>> = {}) => ({
  ...options,
  effect: run,
});

const stage = (type: string, more: Partial<StageDefinition>): StageDefinition =>
  defineStage({ type, label: type, description: `The ${type} stage of tests.`, context: anything, ...more });

/** Stage types that do one thing each. */
export const testStages: StageDefinition[] = [
  stage('ok', { tasks: { go: inTurn(() => succeeded()) } }),
  stage('empty', {}),
  stage('fails', { tasks: { go: inTurn(() => terminal()), never: inTurn(() => succeeded()) } }),
  stage('says', {
    tasks: { go: inTurn(({ context }) => ({ status: (context as { say: 'STOPPED' }).say })) },
  }),
  stage('throws', {
    tasks: {
      go: inTurn(() => {
        throw new Error('it broke');
      }),
    },
  }),
  stage('outputs', { tasks: { go: inTurn(({ context }) => succeeded({ outputs: context })) } }),
  stage('reads', {
    tasks: { go: inTurn(({ lookup }) => succeeded({ context: { seen: lookup('key') ?? 'nothing' } })) },
  }),
  defineStage({
    type: 'typed',
    label: 'typed',
    description: 'Has a schema.',
    context: z.object({ count: z.number() }),
    tasks: {
      go: { inTurn: ({ context }) => succeeded({ outputs: { next: context.count + 1 } }) },
    },
  }),
  stage('wait', {
    tasks: {
      wait: inTurn(({ startTime, context }, { clock }) => {
        const remaining = startTime + Number((context as { waitTime: number }).waitTime) * 1000 - clock.now();
        return remaining <= 0 ? succeeded() : running({ retryAfter: remaining });
      }),
    },
  }),
  stage('judgment', {
    tasks: {
      judge: inTurn(
        ({ context }) => {
          const { judgmentStatus } = context as { judgmentStatus?: string };
          if (judgmentStatus === 'continue') return succeeded();
          return judgmentStatus === 'stop' ? terminal() : running({ wakeOn: ['judgment'] });
        },
        { timeoutMs: 60_000, timeoutOverridable: true },
      ),
    },
    onRestart: (context) => without(context, 'judgmentStatus'),
  }),
  stage('effect', { tasks: { go: effect(() => succeeded()), next: inTurn(() => succeeded()) } }),
  stage('undoable', { tasks: { go: effect(() => succeeded(), { onCancel: () => undefined }) } }),
  stage('halting', {
    tasks: { go: effect(() => succeeded()) },
    onHalt: () => succeeded({ context: { cleaned: true } }),
  }),
  stage('limited', { tasks: { go: effect(() => succeeded(), { timeoutMs: 5_000 }) } }),
  stage('answersTimeout', {
    tasks: {
      go: effect(() => succeeded(), {
        timeoutMs: 5_000,
        onTimeout: () => skipped({ context: { late: true } }),
      }),
    },
  }),
  stage('loop', {
    tasks: {
      first: inTurn(() => succeeded(), { loop: 'start' }),
      last: inTurn(
        ({ context }) => {
          const rounds = Number((context as { rounds?: number }).rounds ?? 0) + 1;
          return (rounds < 3 ? redirect : succeeded)({ context: { rounds } });
        },
        { loop: 'end' },
      ),
      end: inTurn(() => succeeded()),
    },
  }),
  stage('parent', {
    before: ({ context }) => inSequence(...children(context, 'before')),
    tasks: { go: inTurn(() => succeeded()) },
    after: ({ context }) => inSequence(...children(context, 'after')),
    onFailure: ({ context }) => inSequence(...children(context, 'onFailure')),
  }),
  stage('parallel', {
    before: ({ context }) => inParallel(...children(context, 'before')),
    tasks: { go: inTurn(() => succeeded()) },
  }),
  stage('failingParent', {
    tasks: { go: inTurn(() => failed('no')) },
    after: ({ context }) => inSequence(...children(context, 'after')),
    onFailure: ({ context }) => inSequence(...children(context, 'onFailure')),
  }),
  stage('badPlan', {
    before: () => {
      throw new Error('cannot plan');
    },
    tasks: { go: inTurn(() => succeeded()) },
  }),
  stage('skippable', { tasks: { go: effect(() => succeeded()) }, skippable: () => true }),
  stage('restrictExecutionDuringTimeWindow', {
    tasks: {
      go: inTurn(({ context }) =>
        (context as { open?: boolean }).open ? succeeded() : running({ wakeOn: ['window'] }),
      ),
    },
  }),
];

interface Child {
  type: string;
  context?: Record<string, unknown>;
}

const children = (context: unknown, side: string) =>
  ((context as Record<string, Child[]>)[side] ?? []).map(({ type, context: own = {} }) => ({
    type,
    name: type,
    context: own,
  }));
