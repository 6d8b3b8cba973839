import { createLogger } from '@gennaker/kernel';
import { ensureDeckIsBuilt } from '@gennaker/deck/build';
import { SERVICES, startPlatform, type ServiceName } from '@gennaker/server';
import { configOf, VERSION, type CommonOptions } from '../context.ts';
import { agentOf } from '../ensure-agent.ts';
import { EXIT, Failure } from '../failure.ts';
import { say, table } from '../terminal.ts';
import { untilSignal } from '../until-signal.ts';

const isService = (name: string): name is ServiceName => (SERVICES as readonly string[]).includes(name);

/** Runs some services in this process; the others run elsewhere on the same database. */
export async function serve(names: string[], options: CommonOptions): Promise<void> {
  const services = names.filter(isService);
  const unknown = names.find((name) => !isService(name));
  if (unknown !== undefined)
    throw new Failure(`There is no service '${unknown}'; choose among ${SERVICES.join(', ')}.`, EXIT.usage);
  const config = configOf(options);
  if (!config.database.url) {
    throw new Failure(
      'Services in processes of their own share a database: set DATABASE_URL=postgresql://…',
      EXIT.usage,
    );
  }
  const log = createLogger({
    level: config.log.level,
    ...(config.log.file ? { file: config.log.file } : {}),
  });
  // Deck is served beside Gate.
  const deckFolder = services.includes('gate')
    ? await ensureDeckIsBuilt(() => say('Building Deck …'))
    : undefined;
  const platform = await startPlatform({
    config,
    log,
    version: VERSION,
    services,
    deckFolder,
    ensureAgent: agentOf(config.home, log),
  });
  say(table(Object.entries(platform.addresses).map(([name, address]) => [name, address])));
  await untilSignal();
  await platform.stop();
  process.exit(0);
}
