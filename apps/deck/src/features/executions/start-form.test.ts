import { expect, test } from 'vitest';
import { faultsOf, parametersAsked } from './start-form.ts';

const config = {
  name: 'Ship',
  application: 'shop',
  parameterConfig: [
    {
      name: 'version',
      label: 'Version',
      default: 1,
      required: true,
      hasOptions: true,
      options: [{ value: '1' }, { value: '2' }],
    },
    { name: 'note' },
  ],
} as never;

test('reads what a pipeline asks for', () => {
  expect(parametersAsked(config)).toMatchObject([
    { name: 'version', label: 'Version', default: '1', isRequired: true, options: ['1', '2'] },
    { name: 'note', label: 'note', default: '', isRequired: false, options: undefined },
  ]);
});

test('what is required must not be emptied', () => {
  expect([...faultsOf(parametersAsked(config), { version: ' ' })]).toEqual(['version']);
  expect([...faultsOf(parametersAsked(config), {})]).toEqual([]);
});
