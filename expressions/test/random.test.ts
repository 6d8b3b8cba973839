import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../src/index.ts';

const context = {
  s: 'hello',
  i: 7,
  d: 2.5,
  t: true,
  nul: null,
  list: [3, 1, 2],
  map: { a: 1, b: 'two', c: { d: [null, 'x'] } },
};
const templates = readFileSync(new URL('golden.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .flatMap((line) => (line === '' ? [] : [(JSON.parse(line) as { template: unknown }).template]))
  .filter((template) => typeof template === 'string')
  .filter((template) => template.length < 300);

const word = fc.constantFrom(
  ..."s i d t nul list map a b c #this #root #toInt( #toJson( #readJson( #stage( T(Math) T(String) T(java.time.LocalDate) new String( .max( .size() .length() .split( .replaceAll( .repeat( .format( .![ .?[ .^[ .$[ ?. . [ ] ( ) { } , : ? ?: + - * / % ^ == != < > <= >= && || ! not and or matches between instanceof = ++ 0 1 9999999999L 1.5 2f 0x1F 'x' \"y\" '%s' null true".split(
    ' ',
  ),
);
const program = fc.array(word, { minLength: 1, maxLength: 14 }).map((words) => `\${${words.join(' ')}}`);
const mutation = fc
  .tuple(fc.constantFrom(...templates), fc.nat(), fc.nat(6), fc.oneof(word, fc.string({ maxLength: 3 })))
  .map(([template, at, removed, text]) => {
    const start = at % (template.length + 1);
    return template.slice(0, start) + text + template.slice(start + removed);
  });

/** How many programs: more with `EXPRESSION_RUNS=1000000`. */
const numRuns = Number(process.env['EXPRESSION_RUNS'] ?? 3000);

test(
  'no program crashes, hangs, escapes or answers anything but plain JSON',
  { timeout: Math.max(60_000, numRuns * 2) },
  () => {
    const before = JSON.stringify(context);
    fc.assert(
      fc.property(fc.oneof(program, mutation), (template) => {
        const started = performance.now();
        const { value, failures } = evaluate({ x: template }, context, { limits: { steps: 100_000 } });
        expect(performance.now() - started).toBeLessThan(2000);
        expect(JSON.parse(JSON.stringify(value))).toEqual(value);
        for (const failure of failures) expect(failure.message).toBeTypeOf('string');
      }),
      { numRuns },
    );
    expect(JSON.stringify(context)).toBe(before);
  },
);
