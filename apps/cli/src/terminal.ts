import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Whether a person looks at standard output. */
export const isInteractive = (): boolean => process.stdout.isTTY === true && process.stdin.isTTY === true;

/** Colours where they can be shown (NO_COLOR and pipes turn them off). */
export const styled = (style: Style, text: string): string =>
  styleText(style, text, { stream: process.stdout });

export const say = (text = ''): void => void process.stdout.write(`${text}\n`);
export const complain = (text: string): void =>
  void process.stderr.write(`${styleText('red', text, { stream: process.stderr })}\n`);

/** What a script reads. */
export const sayJson = (value: unknown): void => say(JSON.stringify(value, null, 2));

/** Rows in aligned columns. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Asks a question with a few answers; the first letter is enough. @throws AbortError on Ctrl-C, or by `signal` */
export async function ask(
  question: string,
  answers: readonly string[],
  signal?: AbortSignal,
): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    for (;;) {
      const prompt = `${question} [${answers.join('/')}] `;
      const given = (await lines.question(prompt, { signal })).trim().toLowerCase();
      const answer = answers.find((one) => given !== '' && one.startsWith(given));
      if (answer) return answer;
    }
  } finally {
    lines.close();
  }
}

/** `850 ms`, `12 s`, `3 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
