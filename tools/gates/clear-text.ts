import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gate } from './gate.ts';
import { root } from './run-tool.ts';

/** Text that is true on one machine only. The slashes are in brackets so that no pattern finds itself. */
const PRIVATE: { what: string; pattern: RegExp }[] = [
  {
    what: 'a home folder',
    pattern: /[/](?:home|Users)[/](?!(?:you|me|user|runner|example|postgres)\b)[a-z][\w-]*/g,
  },
  { what: 'the superuser’s home folder', pattern: /(?<![\w/])[/]root[/][\w.-]+/g },
  { what: 'a build machine’s folder', pattern: /(?<![\w.:}-])[/]work[/][\w.-]+/g },
  {
    what: 'a package registry’s address',
    pattern:
      /https?:[/]{2}(?:registry[.]|[\w.-]*(?:npmjs|yarnpkg|artifactory|verdaccio|nexus)[\w.-]*)[^\s"')]*/g,
  },
];

const BINARY = /\.(png|jpe?g|gif|ico|woff2?|ttf|gz|tgz|zip|tar)$/;

/** No file holds a path of somebody’s machine or the address of the registry that it happened to use. */
export const clearText: Gate = {
  name: 'clear-text',
  async run(files) {
    const texts = files.filter((file) => !BINARY.test(file));
    const faults: string[] = [];
    for (const file of texts) faults.push(...privateTextIn(file, await readFile(join(root, file), 'utf8')));
    return { faults: faults.join('\n'), proof: `${texts.length} files` };
  },
};

/** Names each private text with its file and line. */
export function privateTextIn(file: string, text: string): string[] {
  return PRIVATE.flatMap(({ what, pattern }) =>
    [...text.matchAll(pattern)].map((match) => {
      const line = text.slice(0, match.index).split('\n').length;
      return `${file}:${line} holds ${what}: ${match[0]}`;
    }),
  );
}
