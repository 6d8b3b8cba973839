import { expect, test } from 'vitest';
import { faultsOfAnswer } from './create-faults.ts';

test('puts what was refused to its field', () => {
  expect(faultsOfAnswer(['name: it is long', 'email: it has no @', 'Front50 is away'])).toEqual({
    name: 'It is long.',
    email: 'It has no @.',
    other: 'Front50 is away.',
  });
});

test('says that it was refused when no reason is given', () => {
  expect(faultsOfAnswer([]).other).toBe('The application could not be created.');
});
