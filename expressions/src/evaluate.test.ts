import { describe, expect, test } from 'vitest';
import { containsExpression, evaluate } from './index.ts';

const context = {
  parameters: { env: 'prod', replicas: '3' },
  items: [
    { name: 'web', port: 80 },
    { name: 'api', port: 8080 },
  ],
};
const valueOf = (template: unknown) => evaluate(template, context).value;

describe('evaluate', () => {
  test('keeps the type of a whole expression and makes text of a mixed one', () => {
    expect(valueOf({ count: '${items.size()}', name: 'n=${items.size()}' })).toEqual({
      count: 2,
      name: 'n=2',
    });
  });

  test('walks lists, maps and keys', () => {
    expect(
      valueOf({ '${parameters.env}': ['${items.![name]}', { deep: '${#toInt(parameters.replicas) * 2}' }] }),
    ).toEqual({
      prod: [['web', 'api'], { deep: 6 }],
    });
  });

  test('leaves what it cannot evaluate and says where it stands and why', () => {
    const { value, failures } = evaluate({ stages: [{ image: '${paramters.env}' }] }, context);
    expect(value).toEqual({ stages: [{ image: '${paramters.env}' }] });
    expect(failures).toEqual([
      expect.objectContaining({
        path: ['stages', 0, 'image'],
        level: 'ERROR',
        code: 'EL1007E',
        message: "Failed to evaluate [image] EL1007E: Property or field 'env' cannot be found on null",
      }),
    ]);
  });

  test('names the nearest key when one is missing', () => {
    expect(evaluate('${parameters.evn}', context).failures[0]).toMatchObject({
      level: 'INFO',
      kind: 'Unresolved',
      hint: 'did you mean env?',
    });
    expect(evaluate('${paramters}', context).failures[0]).toMatchObject({ hint: 'did you mean parameters?' });
    expect(evaluate("${#toint('1')}", context).failures[0]).toMatchObject({ hint: 'did you mean toInt?' });
  });

  test('gives the position of the part that failed', () => {
    expect(evaluate('${1 + (2 / 0)}', {}).failures[0]).toMatchObject({
      kind: 'ArithmeticException',
      position: 7,
    });
    expect(evaluate('${1 +}', {}).failures[0]).toMatchObject({ kind: 'SpelParseException', position: 2 });
  });

  test('reports an unknown key in strict mode', () => {
    expect(evaluate('${parameters.zone}', context, { allowUnknownKeys: false }).failures[0]).toMatchObject({
      level: 'ERROR',
      code: 'EL1021E',
    });
  });

  test('asks the lookup for names that the context has not', () => {
    const lookup = (name: string) => (name === 'ami' ? 'ami-1' : undefined);
    expect(evaluate('${ami}-${parameters.env}', context, { lookup }).value).toBe('ami-1-prod');
    expect(evaluate('${ami}', context, { lookup, allowUnknownKeys: false }).value).toBe('ami-1');
  });

  test('refuses to change anything', () => {
    for (const template of [
      "${parameters.env = 'x'}",
      '${items.clear()}',
      '${items[0].port++}',
      "${items.add('x')}",
    ]) {
      expect(evaluate(template, context).failures[0]).toMatchObject({
        level: 'ERROR',
        kind: 'Refused',
        message: expect.stringContaining('expressions only read'),
      });
    }
    expect(context.items).toHaveLength(2);
  });

  test('says that it fetches nothing over the network', () => {
    expect(evaluate("${#jsonFromUrl('http://example.com')}", {}).failures[0]?.message).toContain(
      '#jsonFromUrl is not supported',
    );
  });

  test('fails like the original when a method gets null for a number', () => {
    for (const template of [
      '${items.size().compareTo(missing)}',
      "${'x'.charAt('')}",
      '${T(java.time.LocalDate).of(2024, 1, 1).isBefore(missing)}',
    ]) {
      expect(evaluate(template, context).failures[0]).toMatchObject({
        kind: 'NullPointerException',
        level: 'ERROR',
      });
    }
  });

  test('takes texts, numbers and constants as keys of a map, but no lists', () => {
    expect(valueOf("${{1: 'one', 'two': 2, env: 3}}")).toEqual({ 1: 'one', two: 2, env: 3 });
    expect(evaluate("${{{1}: 'x'}}", {}).failures[0]).toMatchObject({ kind: 'UnsupportedKey' });
    expect(valueOf('${{a: 1}.containsKey({1})}')).toBe(false);
  });

  test('uses the clock and the random source that it is given', () => {
    const options = { now: () => 0, randomUuid: () => '00000000-0000-4000-8000-000000000000' };
    expect(evaluate('${T(java.time.Instant).now()}', {}, options).failures).toEqual([]);
    expect(evaluate('${T(java.time.LocalDate).now().toString()}', {}, options).value).toBe('1970-01-01');
    expect(evaluate('${T(java.util.UUID).randomUUID().toString()}', {}, options).value).toBe(
      options.randomUuid(),
    );
  });
});

describe('containsExpression', () => {
  test('finds an expression in texts, keys, lists and maps', () => {
    expect(
      [{ a: [{ b: '${x}' }] }, { '${x}': 1 }, ['a', null, '${x}'], '${x}'].map(containsExpression),
    ).toEqual([true, true, true, true]);
  });

  test('finds none in plain values', () => {
    expect(
      [{ a: [1, null, 'x', { b: undefined }] }, null, undefined, '', 0, '$x {y}'].map(containsExpression),
    ).toEqual([false, false, false, false, false, false]);
  });
});
