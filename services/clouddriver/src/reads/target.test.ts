import { describe, expect, test } from 'vitest';
import { group } from '../../testing/scripted-cloud.ts';
import { resolveTarget } from './target.ts';

const three = [group('a-v001', { up: 4 }), group('a-v003', { up: 2 }), group('a-v002', { up: 4 })];
const one = [group('a-v001')];
const target = (word: string, groups = three, validateOldest = true) =>
  resolveTarget(groups, { target: word, scope: 'here', validateOldest }).name;

describe('a target means', () => {
  test.each([
    ['CURRENT', 'a-v003'],
    ['NEWEST', 'a-v003'],
    ['current_asg_dynamic', 'a-v003'],
    ['current_asg', 'a-v003'],
    ['PREVIOUS', 'a-v002'],
    ['ANCESTOR', 'a-v002'],
    ['ancestor_asg_dynamic', 'a-v002'],
    ['oldest_asg_dynamic', 'a-v001'],
    ['LARGEST', 'a-v002'],
  ])('%s: %s', (word, name) => {
    expect(target(word)).toBe(name);
  });

  test('the only one, for all but PREVIOUS and a validated OLDEST', () => {
    expect(target('CURRENT', one)).toBe('a-v001');
    expect(target('LARGEST', one)).toBe('a-v001');
    expect(target('FAIL', one)).toBe('a-v001');
    expect(target('OLDEST', one, false)).toBe('a-v001');
  });
});

test.each([
  ['PREVIOUS', one, 'Target not found (target: PREVIOUS)'],
  ['ancestor_asg_dynamic', one, 'Target not found (target: ancestor_asg_dynamic)'],
  ['OLDEST', one, 'Target not found (target: OLDEST)'],
  ['FAIL', three, 'More than one target found (scope: here, serverGroups: a-v001, a-v003, a-v002)'],
  ['sideways', three, /Target not found \(target: sideways\)/],
  ['CURRENT', [], 'Target not found (target: CURRENT)'],
])('%s is not found', (word, groups, why) => {
  expect(() => target(word, groups)).toThrow(why);
});
