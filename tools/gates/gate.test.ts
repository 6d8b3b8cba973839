import { expect, test } from 'vitest';
import { provenBy } from './gate.ts';

test('a gate that saw everything passes', () => {
  expect(provenBy(12, 10, 'files', '')).toEqual({ faults: '', proof: '12 files' });
});

test('a gate that saw nothing fails, however content its tool is', () => {
  expect(provenBy(0, 10, 'modules', '').faults).toBe(
    'It saw 0 modules and there are 10: the gate is blind to some.\n',
  );
});
