import { describe, expect, test } from 'vitest';
import { evaluate } from '../src/index.ts';

describe('the host stays out of reach', () => {
  test.each([
    '${T(java.lang.Runtime).getRuntime().exec("id")}',
    "${T(java.lang.System).getenv('PATH')}",
    "${''.getClass().forName('java.lang.Runtime')}",
    "${''.class.forName('java.lang.Runtime').getMethods()[6].invoke(null)}",
    '${new java.lang.ProcessBuilder({"id"}).start()}',
    "${new javax.script.ScriptEngineManager().getEngineByName('js').eval('1')}",
    "${T(org.springframework.util.StreamUtils).copy(T(java.lang.Runtime).getRuntime().exec('id').getInputStream(), null)}",
    '${@environment.getProperty("x")}',
    '${#toInt.invoke(null, "1")}',
    "${T(String).getClass().forName('java.lang.Runtime')}",
    "${s.constructor('return process')()}",
    '${s.constructor.constructor}',
    '${list.constructor}',
    '${list.map(null)}',
    '${#constructor()}',
    '${T(constructor)}',
    '${T(__proto__)}',
  ])('%s fails', (template) => {
    const { value, failures } = evaluate(template, { s: 'x', list: [1] });
    expect(value).toBe(template);
    expect(failures[0]).toMatchObject({ level: 'ERROR' });
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'])(
    'the prototype name %s is no key',
    (name) => {
      expect(evaluate(`\${map.${name}}`, { map: {} }).failures[0]).toMatchObject({ kind: 'Unresolved' });
      expect(evaluate(`\${map['${name}']}`, { map: {} }).failures[0]).toMatchObject({ kind: 'Unresolved' });
      expect(evaluate(`\${${name}}`, {}).failures[0]).toMatchObject({ kind: 'Unresolved' });
    },
  );

  test('a key named __proto__ stays a plain key', () => {
    const value = evaluate({ x: '${#readJson(\'{"__proto__":{"polluted":1}}\')}' }, {}).value as {
      x: object;
    };
    expect(Object.getPrototypeOf(value.x)).toBe(Object.prototype);
    expect(Object.keys(value.x)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
