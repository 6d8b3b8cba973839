import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopAgent } from '@gennaker/agent';
import { stopEmbedded } from '@gennaker/kernel';
import { runningPlatform } from '@gennaker/server';
import { configOf, type CommonOptions } from '../context.ts';
import { Failure } from '../failure.ts';
import { say, styled } from '../terminal.ts';

interface Options extends CommonOptions {
  all?: boolean;
}

/** Longer than the platform's own grace for what is under way. */
const LIMIT_MS = 20_000;

/** Stops the platform of this home; with `--all` everything that it has left running, too. */
export async function stop(options: Options): Promise<void> {
  const { home } = configOf(options);
  const platform = await runningPlatform(home);
  if (platform) {
    process.kill(platform.pid, 'SIGTERM');
    const deadline = Date.now() + LIMIT_MS;
    while (await runningPlatform(home)) {
      if (Date.now() > deadline)
        throw new Failure(
          `The platform (process ${platform.pid}) does not stop within 20 s. End it, nothing is lost by that: kill -9 ${platform.pid}`,
        );
      await sleep(50);
    }
    say(`${styled('green', '✓')} Platform stopped`);
  } else say(`No platform runs on ${home}.`);

  if (!options.all) return;
  const agent = await stopAgent(home, { instances: true });
  if (agent === undefined) say('No agent runs.');
  else
    say(
      `${styled('green', '✓')} Agent stopped, with ${agent === 1 ? 'one instance' : `${agent} instances`} of what was deployed`,
    );
  if (existsSync(join(home, 'sample.json')))
    say('After the next start, bring the sample back with: npx gennaker demo');
  if (await stopEmbedded(home)) say(`${styled('green', '✓')} Database stopped`);
}
