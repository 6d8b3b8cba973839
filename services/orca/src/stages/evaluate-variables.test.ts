import type { Context } from '@gennaker/contracts/orca';
import { testClock } from '@gennaker/kernel';
import type { TurnTools } from '@gennaker/sdk';
import { runTask } from '@gennaker/sdk/testing';
import { expect, test } from 'vitest';
import { evaluateVariables } from './evaluate-variables.ts';

/** Knows `${a}` when there is an `a`. */
const evaluate: TurnTools['evaluate'] = (value, more = {}) => {
  const [[key, text] = ['', '']] = Object.entries(value as Context);
  const name = /^\$\{(\w+)\}$/.exec(String(text))?.[1];
  if (name === undefined) return { value, failures: [] };
  if (name in more) return { value: { [key]: more[name] }, failures: [] };
  const message = `Failed to evaluate [${key}] : ${name} not found`;
  return { value, failures: [{ expression: name, level: 'INFO', kind: 'Unresolved', message }] };
};
const clock = testClock('2026-01-01T00:00:00Z');
const evaluated = (variables: object[]) =>
  runTask(evaluateVariables, 'evaluateVariables', { context: { variables } }, { evaluate, clock });

test('later variables see earlier ones', async () => {
  const variables = [
    { key: 'a', value: 1 },
    { key: 'b', value: '${a}', description: 'the same' },
  ];
  expect(await evaluated(variables)).toEqual({
    status: 'SUCCEEDED',
    outputs: { a: 1, b: 1 },
    context: {
      variables: [
        { key: 'a', value: 1 },
        { key: 'b', value: 1, description: 'the same' },
      ],
    },
  });
});

test('what cannot be evaluated stays as text and is recorded', async () => {
  const description = 'Failed to evaluate [a] : nothing not found';
  expect(await evaluated([{ key: 'a', value: '${nothing}' }])).toMatchObject({
    status: 'SUCCEEDED',
    outputs: { a: '${nothing}' },
    context: {
      expressionEvaluationSummary: { nothing: [{ description, level: 'INFO', timestamp: clock.now() }] },
      exception: { details: { error: 'Failed Expression Evaluation', errors: [description] } },
    },
  });
});
