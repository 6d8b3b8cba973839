import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root, runTool } from './gates/run-tool.ts';

/** A tree like ours in which every import is fine; each fault adds one file to it. */
const innocent: Record<string, string> = {
  'kernel/src/index.ts': `export const kernel = 1;`,
  'kernel/src/sql/database.ts': `import { Kysely } from 'kysely'; export const database = Kysely;`,
  'kernel/src/testing.ts': `import 'vitest'; export const testClock = 1;`,
  'kernel/src/inner.ts': `export const inner = 1;`,
  'expressions/src/index.ts': `export const evaluate = 1;`,
  'contracts/src/orca/index.ts': `import { kernel } from '@gennaker/kernel'; export const orca = kernel;`,
  'sdk/src/index.ts': `export { orca } from '@gennaker/contracts/orca';`,
  'services/orca/src/index.ts': `export { orca } from '@gennaker/sdk';`,
  'services/orca/src/store/sql-executions.ts': `import { Kysely } from 'kysely'; export const sql = Kysely;`,
  'services/orca/src/store/executions.suite.ts': `export const executionsSuite = 1;`,
  'services/front50/src/index.ts': `export const front50 = 1;`,
  'clouds/local/src/index.ts': `export { orca } from '@gennaker/sdk';`,
  'clouds/other/src/index.ts': `export const other = 1;`,
  'apps/server/src/index.ts': `export { orca } from '@gennaker/orca'; export { orca as local } from '@gennaker/local';`,
  'apps/deck/src/main.tsx': `import type { orca } from '@gennaker/contracts/orca'; import 'virtual:made'; export type O = typeof orca;`,
  'samples/shop/server.mjs': `import { createServer } from 'node:http'; createServer();`,
};

const faults: { rule: string; file: string; code: string }[] = [
  { rule: 'expressions-stand-alone', file: 'expressions/src/fault.ts', code: `import '@gennaker/kernel';` },
  { rule: 'kernel-knows-no-domain', file: 'kernel/src/fault.ts', code: `import '@gennaker/contracts/orca';` },
  {
    rule: 'kernel-knows-no-domain',
    file: 'kernel/src/types.ts',
    code: `import type { orca } from '@gennaker/sdk';`,
  },
  {
    rule: 'contracts-know-only-the-kernel',
    file: 'contracts/src/orca/fault.ts',
    code: `import '@gennaker/orca';`,
  },
  {
    rule: 'contracts-know-only-the-kernel',
    file: 'contracts/src/orca/up.ts',
    code: `import '@gennaker/sdk';`,
  },
  { rule: 'sdk-shows-what-a-plug-in-may-see', file: 'sdk/src/fault.ts', code: `import '@gennaker/orca';` },
  {
    rule: 'services-never-import-each-other',
    file: 'services/orca/src/fault.ts',
    code: `import '@gennaker/front50';`,
  },
  {
    rule: 'services-never-import-each-other',
    file: 'services/orca/src/types.ts',
    code: `import type { front50 } from '@gennaker/front50';`,
  },
  {
    rule: 'services-know-no-cloud-and-no-app',
    file: 'services/orca/src/cloud.ts',
    code: `import '@gennaker/local';`,
  },
  {
    rule: 'services-know-no-cloud-and-no-app',
    file: 'services/orca/src/app.ts',
    code: `import '@gennaker/server';`,
  },
  {
    rule: 'clouds-never-import-each-other',
    file: 'clouds/local/src/fault.ts',
    code: `import '@gennaker/other';`,
  },
  {
    rule: 'clouds-have-no-privileges',
    file: 'clouds/local/src/service.ts',
    code: `import '@gennaker/orca';`,
  },
  {
    rule: 'deck-knows-only-contracts',
    file: 'apps/deck/src/kernel.tsx',
    code: `import { kernel } from '@gennaker/kernel'; kernel;`,
  },
  {
    rule: 'deck-knows-only-contracts',
    file: 'apps/deck/src/server.ts',
    code: `import type { orca } from '@gennaker/server';`,
  },
  { rule: 'samples-stand-alone', file: 'samples/shop/fault.mjs', code: `import '@gennaker/kernel';` },
  {
    rule: 'imports-go-through-exports',
    file: 'services/orca/src/deep.ts',
    code: `import '../../../kernel/src/inner.ts';`,
  },
  { rule: 'imports-can-be-resolved', file: 'services/orca/src/gone.ts', code: `import './nowhere.ts';` },
  {
    rule: 'imports-can-be-resolved',
    file: 'sdk/src/deep.ts',
    code: `import '@gennaker/kernel/src/inner.ts';`,
  },
  {
    rule: 'sql-stays-in-stores',
    file: 'services/orca/src/routes/fault.ts',
    code: `import { sql } from 'kysely'; sql;`,
  },
  { rule: 'sql-stays-in-stores', file: 'kernel/src/http/fault.ts', code: `import type { Pool } from 'pg';` },
  {
    rule: 'routes-take-the-store-s-interface',
    file: 'services/orca/src/routes/executions.ts',
    code: `import '../store/sql-executions.ts';`,
  },
  {
    rule: 'the-core-is-pure',
    file: 'services/orca/src/core/store.ts',
    code: `import '../store/sql-executions.ts';`,
  },
  {
    rule: 'the-core-is-pure',
    file: 'services/orca/src/core/timer.ts',
    code: `import 'node:timers/promises';`,
  },
  { rule: 'tests-are-imported-by-tests-only', file: 'kernel/src/clock.ts', code: `import './testing.ts';` },
  { rule: 'tests-are-imported-by-tests-only', file: 'kernel/src/runner.ts', code: `import 'vitest';` },
  {
    rule: 'tests-are-imported-by-tests-only',
    file: 'services/orca/src/suites.ts',
    code: `import './store/executions.suite.ts';`,
  },
  {
    rule: 'no-cycles',
    file: 'kernel/src/again.ts',
    code: `export { round as again } from './round.ts';`,
  },
];

let tree: string;
beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'gennaker-layers-'));
  await cp(join(root, '.dependency-cruiser.mjs'), join(tree, '.dependency-cruiser.mjs'));
  await writeFiles(innocent);
  for (const folder of workspaces()) await makeWorkspace(folder);
  for (const name of ['kysely', 'pg', 'vitest']) {
    await symlink(join(root, 'node_modules', name), join(tree, 'node_modules', name));
  }
});
afterAll(() => rm(tree, { recursive: true }));

test('accepts the layout of the style guide', async () => {
  expect(await violations()).toEqual([]);
});

describe('with faults planted', () => {
  let found: Violation[];
  beforeAll(async () => {
    await writeFiles(Object.fromEntries(faults.map(({ file, code }) => [file, code])));
    await writeFiles({ 'kernel/src/round.ts': `import './again.ts'; export const round = 1;` });
    found = await violations();
  });

  test.for(faults)('$rule notices $file', ({ rule, file }) => {
    expect(found).toContainEqual({ rule, file });
  });
});

test('plants a fault for every rule, and every rule says why it exists', async () => {
  const { default: config } = (await import(join(root, '.dependency-cruiser.mjs'))) as {
    default: { forbidden: { name: string; comment: string }[] };
  };
  expect(new Set(faults.map(({ rule }) => rule))).toEqual(new Set(config.forbidden.map(({ name }) => name)));
  for (const { comment } of config.forbidden) expect(comment.length).toBeGreaterThan(40);
});

interface Violation {
  rule: string;
  file: string;
}

async function violations(): Promise<Violation[]> {
  const folders = new Set(Object.keys(innocent).map((path) => path.split('/')[0]!));
  const args = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...folders];
  const { stdout, stderr } = await runTool('node_modules/.bin/depcruise', args, { cwd: tree });
  expect(stderr).toBe('');
  const { summary } = JSON.parse(stdout) as {
    summary: { totalCruised: number; violations: { from: string; rule: { name: string } }[] };
  };
  expect(summary.totalCruised).toBeGreaterThanOrEqual(Object.keys(innocent).length);
  return summary.violations.map(({ rule, from }) => ({ rule: rule.name, file: from }));
}

function workspaces() {
  return new Set(
    Object.keys(innocent)
      .filter((file) => file.includes('/src/'))
      .map((file) => file.split('/src/')[0]!),
  );
}

async function makeWorkspace(folder: string) {
  const name = `@gennaker/${folder.split('/').at(-1)}`;
  const exports = folder === 'contracts' ? { './*': './src/*/index.ts' } : { '.': './src/index.ts' };
  await writeFiles({ [`${folder}/package.json`]: JSON.stringify({ name, type: 'module', exports }) });
  await mkdir(join(tree, 'node_modules/@gennaker'), { recursive: true });
  await symlink(join(tree, folder), join(tree, 'node_modules', name));
}

async function writeFiles(files: Record<string, string>) {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(tree, file)), { recursive: true });
    await writeFile(join(tree, file), text);
  }
}
