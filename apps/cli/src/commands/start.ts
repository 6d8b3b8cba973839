import { createLogger } from '@gennaker/kernel';
import { ensureDeckIsBuilt } from '@gennaker/deck/build';
import { startPlatform } from '@gennaker/server';
import {
  configOf,
  deckAddress,
  gateOf,
  isFirstStart,
  logFileOf,
  VERSION,
  type CommonOptions,
} from '../context.ts';
import { agentOf } from '../ensure-agent.ts';
import { createSample } from '../sample/create-sample.ts';
import { duration, say, styled, table } from '../terminal.ts';
import { untilSignal } from '../until-signal.ts';

interface Options extends CommonOptions {
  sample: boolean;
}

/** Starts the platform and stays in the foreground until it is told to stop. */
export async function start(options: Options): Promise<void> {
  const began = performance.now();
  const config = configOf(options);
  const log = createLogger({ level: config.log.level, file: logFileOf(config) });
  say(`${styled('bold', `Gennaker ${VERSION}`)}  ${styled('dim', config.home)}`);
  const progress = (what: string) => say(styled('dim', `  ${what} …`));
  const deckFolder = await ensureDeckIsBuilt(() => progress('Building Deck'));
  const platform = await startPlatform({
    config,
    log,
    version: VERSION,
    ensureAgent: agentOf(config.home, log),
    deckFolder,
    onProgress: progress,
  });
  const signal = untilSignal();

  say(`${styled('green', '✓')} Ready after ${duration(performance.now() - began)}`);
  const { deck, ...services } = platform.addresses;
  if (deck) say(`  ${styled('bold', 'Deck')}         ${styled('bold', deckAddress(deck))}`);
  say(table(Object.entries(services).map(([name, address]) => [`  ${name}`, address])));
  say(styled('dim', `  Log: ${logFileOf(config)}`));
  if (options.sample && isFirstStart(config)) {
    const { client } = gateOf(options);
    // It goes on while the platform is used; Ctrl-C may come in the middle, and the next start goes on with it.
    void createSample(client, config).catch((error: unknown) => {
      log.error('The sample could not be created', { err: error });
      say(styled('red', `The sample could not be created: ${(error as Error).message}`));
      say('Try again with: npx gennaker demo');
    });
  } else say('Ctrl-C ends the platform; what it shipped goes on serving.');

  await signal;
  say('\nStopping; what was shipped goes on serving («gennaker stop --all» ends that too) …');
  await platform.stop();
  say(`${styled('green', '✓')} Stopped`);
  process.exit(0); // a sample that is still being watched must not keep the process
}
