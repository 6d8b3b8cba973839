import { expect, test } from 'vitest';
import { privateTextIn } from './clear-text.ts';

// Put together here, so that the check does not find this file.
const slash = '/';

test.for([
  ['a home folder', `${slash}home/anna/gennaker`],
  ['a home folder', `${slash}Users/anna/gennaker`],
  ['the superuser’s home folder', `${slash}root/.npm`],
  ['a build machine’s folder', `${slash}work/main`],
  ['a package registry’s address', `https:/${slash}registry.example.org/zod`],
  ['a package registry’s address', `https:/${slash}npm.artifactory.example.org/zod`],
])('notices %s: %s', ([what, text]) => {
  expect(privateTextIn('a.ts', `first\nlet path = '${text}';`)).toEqual([
    expect.stringContaining(`a.ts:2 holds ${what}`),
  ]);
});

test.for(['https://example.org/root/x', 'docs/work/notes.md', '/homepage', `${slash}home/you/gennaker`])(
  'accepts %s',
  (text) => {
    expect(privateTextIn('a.ts', text)).toEqual([]);
  },
);
