import { createReadStream, existsSync, statSync, watch as watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { configOf, gateOf, logFileOf, type CommonOptions } from '../context.ts';
import { EXIT, Failure } from '../failure.ts';
import { say, styled } from '../terminal.ts';

interface Options extends CommonOptions {
  lines: string;
  follow?: boolean;
}

/** The platform's own log, or what the instances of a server group (or one instance) wrote. */
export async function logs(name: string | undefined, options: Options): Promise<void> {
  const lines = Number(options.lines);
  if (!Number.isInteger(lines) || lines < 1)
    throw new Failure(`--lines ${options.lines}: write a number of at least 1`, EXIT.usage);
  if (name !== undefined) return instanceLogs(name, lines, options);
  const file = logFileOf(configOf(options));
  if (!existsSync(file)) throw new Failure(`There is no log yet: ${file}`);
  const text = (await readFile(file, 'utf8')).trimEnd();
  for (const line of text.split('\n').slice(-lines)) say(readable(line));
  if (options.follow) await follow(file);
}

interface Line {
  time?: string;
  level?: string;
  msg?: string;
  [field: string]: unknown;
}

const STYLES: Readonly<Record<string, Parameters<typeof styled>[0]>> = {
  error: 'red',
  warn: 'yellow',
  info: 'blue',
  debug: 'dim',
};

/** A JSON line as a person reads it. */
function readable(line: string): string {
  let parsed: Line;
  try {
    parsed = JSON.parse(line) as Line;
  } catch {
    return line; // written by something that does not log in JSON: shown as it is
  }
  const { time = '', level = 'info', msg = '', err, ...fields } = parsed;
  const facts = Object.entries(fields).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const cause = (err as { message?: string } | undefined)?.message;
  const rest = styled('dim', [...facts, ...(cause ? [cause] : [])].join(' '));
  return `${styled('dim', time.slice(11, 23))} ${styled(STYLES[level] ?? 'dim', level.padEnd(5))} ${msg} ${rest}`.trimEnd();
}

async function follow(file: string): Promise<void> {
  let position = statSync(file).size;
  let half = '';
  for await (const _ of changesOf(file)) {
    const { size } = statSync(file);
    if (size < position) position = 0; // begun anew
    for await (const chunk of createReadStream(file, { start: position, encoding: 'utf8' })) {
      half += chunk as string;
    }
    position = size;
    const lines = half.split('\n');
    half = lines.pop() ?? '';
    for (const line of lines) say(readable(line));
  }
}

async function* changesOf(file: string): AsyncGenerator<void> {
  for (;;) {
    await new Promise<void>((resolve) => {
      const watcher = watchFile(file, () => (watcher.close(), resolve()));
    });
    yield;
  }
}

async function instanceLogs(name: string, lines: number, options: Options): Promise<void> {
  const { client } = gateOf(options);
  const application = name.split('-')[0] ?? name;
  const groups = await client.infrastructure.serverGroups({ params: { application }, query: {} });
  const found = (
    groups as unknown as {
      name: string;
      account: string;
      region: string;
      instances: { id: string; name?: string }[];
    }[]
  )
    .flatMap((group) => group.instances.map((instance) => ({ group, instance })))
    .filter(({ group, instance }) => group.name === name || instance.id === name || instance.name === name);
  if (found.length === 0)
    throw new Failure(`There is no server group or instance '${name}' of application '${application}'.`);
  for (const { group, instance } of found) {
    const params = { account: group.account, region: group.region, id: instance.id };
    const { output } = await client.infrastructure.console({ params, query: { lines } });
    say(styled('bold', `${group.name} ${instance.name ?? instance.id}`));
    say(typeof output === 'string' ? output.trimEnd() : JSON.stringify(output, null, 2));
  }
}
