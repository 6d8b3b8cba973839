import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { applyChanges, together } from './apply-changes.ts';

test('several features hear of a change of one kind', () => {
  const heard: string[] = [];
  const appliers = together(
    { execution: (_, { id }) => heard.push(`list ${id}`) },
    { execution: (_, { id }) => heard.push(`inbox ${id}`), pipeline: () => heard.push('no') },
  );
  applyChanges(new QueryClient(), appliers, [{ kind: 'execution', id: 'x', action: 'upsert', at: 1 }]);
  expect(heard).toEqual(['list x', 'inbox x']);
});
