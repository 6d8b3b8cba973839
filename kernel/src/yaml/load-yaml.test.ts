import { expect, test } from 'vitest';
import { loadYaml } from './load-yaml.ts';

test('reads plain values and knows their lines', () => {
  const { value, lineOf } = loadYaml('"a": 1\n"b":\n  - "x"\n  - {"c": true}\n');
  expect(value).toEqual({ a: 1, b: ['x', { c: true }] });
  expect([lineOf(['a']), lineOf(['b', 1, 'c']), lineOf(['b', 7])]).toEqual([1, 4, 3]);
});

test('takes ordinary unquoted YAML', () => {
  expect(loadYaml('name: shop\nport: 8084\non: true\nnote:\n').value).toEqual({
    name: 'shop',
    port: 8084,
    on: true,
    note: null,
  });
});

test('shows every fault with its line', () => {
  expect(() => loadYaml('a: 1\na: 2\nb: [1,\nc: "x', 'gennaker.yml')).toThrow(
    /gennaker\.yml:2: .*unique[^]*gennaker\.yml:\d: /i,
  );
});

test('refuses tags and alias bombs', () => {
  expect(() => loadYaml('a: !!js/function "x"')).toThrow(/1: /);
  const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
  for (let n = 0; n < 8; n++)
    bomb.push(
      `b${n}: &b${n} [${Array(9)
        .fill(n === 0 ? '*a' : `*b${n - 1}`)
        .join()}]`,
    );
  expect(() => loadYaml(bomb.join('\n'))).toThrow(/alias/i);
});
