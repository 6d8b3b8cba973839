import { describe, expect, test } from 'vitest';
import { evaluate, type EvaluateOptions } from '../src/index.ts';

const failure = (template: unknown, context: Record<string, unknown> = {}, options: EvaluateOptions = {}) =>
  evaluate(template, context, options).failures[0];
const doubled = (times: number) => `\${#toJson({1}${'.![{#this, #this}]'.repeat(times)})}`;

describe('a limit stops', () => {
  test.each([
    ['steps', '${list.![#root.list.![#this]]}', { limits: { steps: 1000 } }],
    ['depth of an expression', `\${${'1+'.repeat(3000)}1}`, {}],
    ['depth of brackets', `\${${'('.repeat(400)}1${')'.repeat(400)}}`, {}],
    ['depth of signs', `\${${'-'.repeat(400).replace(/--/g, '- ')}1}`, {}],
    ['the length of a text', "${'a'.repeat(2000000)}", {}],
    ['the length of a replacement', "${'a'.repeat(900000).replaceAll('a', 'bbbbbb')}", {}],
    ['the length of a joined list', '${list.![text].toString()}', { limits: { textLength: 5000 } }],
    ['a shared structure that grows when printed', doubled(40), {}],
    ['a pattern that would take long', "${text.replaceAll('(a?){500}(b*c*){400}', 'x')}", {}],
    ['a wide format', "${'%99999999d'.formatted(1)}", {}],
  ])('%s', (_, template, options) => {
    const context = {
      list: Array.from({ length: 100 }, (_item, i) => ({ i, text: 'x'.repeat(100) })),
      text: 'a'.repeat(200_000),
    };
    expect(failure(template, context, options)).toMatchObject({ kind: 'LimitExceeded', level: 'ERROR' });
  });

  test('the time of a pass', () => {
    let time = 0;
    const now = () => (time += 1000);
    expect(failure('${new int[200].![#this]}', {}, { now })).toMatchObject({
      kind: 'LimitExceeded',
      message: expect.stringContaining('2000 ms'),
    });
  });

  test('a pattern that is searched for again and again', () => {
    const started = performance.now();
    expect(failure("${text.replaceAll('a.*b|a', 'x')}", { text: 'a'.repeat(200_000) })).toMatchObject({
      kind: 'LimitExceeded',
    });
    expect(performance.now() - started).toBeLessThan(8000);
  });

  test('a large array', () => {
    expect(failure('${new int[300000]}')).toMatchObject({ code: 'EL1075E' });
  });

  test('a long expression', () => {
    expect(failure(`\${${'1'.padEnd(30)}}`, {}, { maxExpressionLength: 10 })).toBeUndefined();
    expect(failure('${1 + 1 + 1 + 1}', {}, { maxExpressionLength: 10 })).toMatchObject({ code: 'EL1079E' });
  });

  test('a large collection made of a text', () => {
    expect(failure("${'a,'.repeat(400000).split(',')}")).toMatchObject({ kind: 'LimitExceeded' });
  });

  test('a deep template', () => {
    let template: unknown = '${1}';
    for (let i = 0; i < 5000; i++) template = [template];
    expect(failure(template)).toMatchObject({ kind: 'LimitExceeded' });
  });

  test('values that nest too deeply', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 20_000; i++) deep = [deep];
    expect(failure('${deep.toString()}', { deep })).toMatchObject({ kind: 'LimitExceeded' });
  });
});
