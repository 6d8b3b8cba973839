import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root, runTool } from '../gates/run-tool.ts';
import safeDoors from './safe-doors.ts';

/** Each is a way around a door; the rule must report it in an ordinary file of a service. */
const faults: Record<string, string[]> = {
  'doors(process-runner)': [
    `import { spawn } from 'node:child_process'; spawn('ls');`,
    `import * as processes from 'child_process'; processes.exec('ls');`,
    `export { exec } from 'node:child_process';`,
    `export * from 'node:child_process';`,
    `export const processes = await import('node:child_process');`,
    `export const processes = process.getBuiltinModule('node:child_process');`,
  ],
  'doors(http-client)': [
    `export const answer = await fetch('http://example.org');`,
    `export const answer = await globalThis.fetch('http://example.org');`,
    `export const socket = new WebSocket('ws://example.org');`,
    `import { request } from 'undici'; export const answer = await request('http://example.org');`,
    `import { request } from 'node:http'; request('http://example.org').end();`,
    `import * as https from 'node:https'; https.get('https://example.org');`,
    `import { connect } from 'node:net'; connect(80, 'example.org');`,
  ],
  'doors(yaml-loader)': [`import { parse } from 'yaml'; export const config = parse('a: 1') as unknown;`],
  'doors(evaluator)': [
    `eval('1 + 1');`,
    `export const two = new Function('return 2') as () => number;`,
    `import { runInNewContext } from 'node:vm'; runInNewContext('1 + 1');`,
  ],
  'doors(logger)': [`console.log('hello');`, `globalThis.console.log('hello');`],
  'doors(config)': [
    `export const home = process.env.HOME;`,
    `export const home = process['env'].HOME;`,
    `export const { env } = process;`,
    `import { env } from 'node:process'; export const home = env.HOME;`,
  ],
  'import(no-default-export)': [`export default 1;`],
  'typescript(no-explicit-any)': [`export const anything: any = 1;`],
  'typescript(no-floating-promises)': [`const later = async () => 1; export const go = () => { later(); };`],
  'typescript(no-misused-promises)': [
    `const later = async () => true; export const go = () => { if (later()) return; };`,
  ],
  'typescript(no-implied-eval)': [`setTimeout('alert(1)', 10);`],
  'eslint(no-empty)': [`try { JSON.parse('{'); } catch {}`],
};

const clockFolders = [
  'services/orca/src/core',
  'services/orca/src/engine',
  'services/orca/src/stages',
  'clouds/local/src/stages',
];
const hiddenClocks = [
  `export const now = Date.now();`,
  `export const now = new Date();`,
  `export const now = Date();`,
];

const allowed: { why: string; file: string; code: string }[] = [
  {
    why: 'the process runner starts processes',
    file: 'kernel/src/process/run.ts',
    code: `import { spawn } from 'node:child_process'; spawn('ls');`,
  },
  {
    why: 'the egress client opens connections',
    file: 'kernel/src/egress/client.ts',
    code: `import { fetch as undiciFetch } from 'undici'; export const go = () => undiciFetch('http://example.org');`,
  },
  {
    why: 'the loader loads YAML',
    file: 'kernel/src/yaml/load.ts',
    code: `import { parse } from 'yaml'; export const load = (text: string) => parse(text) as unknown;`,
  },
  {
    why: 'configuration reads settings',
    file: 'kernel/src/config/env.ts',
    code: `export const env = process.env;`,
  },
  {
    why: 'a program starts with its environment',
    file: 'apps/cli/src/environment.ts',
    code: `export const env = process.env;`,
  },
  { why: 'the CLI talks to a person', file: 'apps/cli/src/output.ts', code: `console.log('hello');` },
  {
    why: 'a server accepts connections',
    file: 'services/orca/src/server.ts',
    code: `import { createServer } from 'node:http'; createServer();`,
  },
  {
    why: 'a type runs nothing',
    file: 'services/orca/src/child.ts',
    code: `import type { ChildProcess } from 'node:child_process'; export type C = ChildProcess;`,
  },
  {
    why: 'a type names a global',
    file: 'services/orca/src/socket.ts',
    code: `export type Fetch = typeof fetch; export type Socket = WebSocket;`,
  },
  {
    why: 'a local name is not the global',
    file: 'services/orca/src/shadow.ts',
    code: `export const go = (fetch: () => number) => fetch();`,
  },
  {
    why: 'a process of ours has an environment too',
    file: 'services/orca/src/envs.ts',
    code: `export const envOf = (process: { env: string }) => process.env;`,
  },
  {
    why: 'a given time is no hidden clock',
    file: 'services/orca/src/stages/a.ts',
    code: `export const epoch = new Date(0);`,
  },
  {
    why: 'a plug-in’s generics accept everything',
    file: 'sdk/src/stage.ts',
    code: `export type AnyStage = Array<any>;`,
  },
];

let tree: string;
let reported: Map<string, Fault[]>;

/** One run of the linter over all the cases, a file each: the linter is fast, starting it is not. */
beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'gennaker-lint-'));
  for (const path of ['.oxlintrc.json', 'tsconfig.json', 'tools/lint']) {
    await cp(join(root, path), join(tree, path), { recursive: true });
  }
  await writeFile(join(tree, 'package.json'), '{ "type": "module" }');
  await symlink(join(root, 'node_modules'), join(tree, 'node_modules'));
  const cases = [
    ...Object.values(faults).flatMap((ways) => ways.map((code) => ({ file: faultFile(code), code }))),
    ...clockFolders.flatMap((folder) =>
      hiddenClocks.map((code) => ({ file: faultFile(code, folder), code })),
    ),
    ...allowed,
  ];
  for (const { file, code } of cases) await writeFiles(file, code);
  reported = await lint(cases.length);
});
afterAll(() => rm(tree, { recursive: true }));

const rulesFor = (file: string) => reported.get(file)?.map(({ code }) => code) ?? [];

for (const [rule, ways] of Object.entries(faults)) {
  describe(`${rule} notices`, () => {
    test.for(ways)('%s', (code) => {
      expect(rulesFor(faultFile(code))).toContain(rule);
    });
  });
}

describe.for(clockFolders)('doors(clock) notices in %s', (folder) => {
  test.for(hiddenClocks)('%s', (code) => {
    expect(rulesFor(faultFile(code, folder))).toContain('doors(clock)');
  });
});

test.for(allowed)('allows $file because $why', ({ file }) => {
  expect(rulesFor(file)).toEqual([]);
});

test('tells what to use instead', () => {
  const [fault] = reported.get(faultFile(faults['doors(process-runner)']![0]!))!;
  expect(fault!.message).toBe(
    'Start programs with run or spawnDetached of @gennaker/kernel: argv only, never a shell.',
  );
});

test('plants a fault for every door', () => {
  const proved = [...Object.keys(faults), 'doors(clock)'].filter((rule) => rule.startsWith('doors('));
  expect(proved.sort()).toEqual(
    Object.keys(safeDoors.rules)
      .map((name) => `doors(${name})`)
      .sort(),
  );
});

test('the compiler refuses what cannot be erased, enums above all', async () => {
  await writeFiles('kernel/src/status.ts', `export enum Status { Up }`);
  const args = ['--noEmit', '--project', '.'];
  const { exitCode, stdout } = await runTool('node_modules/typescript/bin/tsc', args, { cwd: tree });
  await rm(join(tree, 'kernel'), { recursive: true });
  expect(exitCode).not.toBe(0);
  expect(stdout).toContain(`kernel/src/status.ts(1,13): error TS1294`);
});

interface Fault {
  code: string;
  message: string;
  filename: string;
}

async function lint(files: number): Promise<Map<string, Fault[]>> {
  const args = ['--type-aware', '--format', 'json', 'kernel', 'sdk', 'services', 'clouds', 'apps'];
  const { stdout, stderr } = await runTool('node_modules/oxlint/bin/oxlint', args, { cwd: tree });
  expect(stderr).toBe('');
  const report = JSON.parse(stdout) as { diagnostics: Fault[]; number_of_files: number };
  expect(report.number_of_files).toBe(files);
  return Map.groupBy(report.diagnostics, ({ filename }) => filename);
}

/** A file of its own for each way around a door, in an ordinary folder of a service unless told otherwise. */
function faultFile(code: string, folder = 'services/orca/src') {
  return `${folder}/${createHash('sha1').update(code).digest('hex')}.ts`;
}

async function writeFiles(file: string, text: string) {
  await mkdir(dirname(join(tree, file)), { recursive: true });
  await writeFile(join(tree, file), `${text}\n`);
}
