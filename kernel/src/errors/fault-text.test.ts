import { expect, test } from 'vitest';
import { z } from 'zod';
import { faultText } from './fault-text.ts';

const schema = z.object({ clusters: z.array(z.object({ min: z.coerce.number(), name: z.string() })) });
const faults = (input: unknown) =>
  schema.safeParse(input).error?.issues.map((issue) => faultText(issue, input));

test('names the field and what stands there', () => {
  expect(faults({ clusters: [{ min: 'one', name: 7 }] })).toEqual([
    'clusters[0].min: expected a number, not "one"',
    'clusters[0].name: Invalid input: expected string, received number',
  ]);
  expect(faults(null)).toEqual(['Invalid input: expected object, received null']);
});
