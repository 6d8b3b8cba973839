import { connectAgent } from '@gennaker/agent';
import { AppError } from '@gennaker/kernel';
import { runningPlatform, urlOf } from '@gennaker/server';
import { configOf, deckAddress, gateOf, type CommonOptions, type GateClient } from '../context.ts';
import { EXIT, Failure } from '../failure.ts';
import { say, sayJson, styled, table } from '../terminal.ts';

interface Group {
  name: string;
  isDisabled: boolean;
  instanceCounts: { up: number; total: number };
  capacity: { desired: number };
  account: string;
}

/** What runs: the platform, the agent, and what was deployed. */
export async function status(options: CommonOptions & { json?: boolean }): Promise<void> {
  const config = configOf(options);
  const { home } = config;
  const deck = deckAddress(urlOf(config, 'deck'));
  const { client, url } = gateOf(options);
  const [platform, agent, deployed] = await Promise.all([
    runningPlatform(home),
    connectAgent(home)
      .system.version()
      .then(
        () => true,
        () => false,
      ),
    groupsOf(client),
  ]);
  if (options.json)
    return sayJson({
      home,
      url,
      deck,
      platform: platform ?? null,
      agent,
      reachable: deployed !== undefined,
      serverGroups: deployed ?? [],
    });

  say(
    table([
      ...(platform ? [['Deck', deck]] : []),
      [
        'Platform',
        deployed ? styled('green', `✓ ${url}`) : styled('red', `✗ ${url} does not answer`),
        platform ? `process ${platform.pid}` : '',
      ],
      ['Agent', agent ? styled('green', '✓ running') : '– none', home],
    ]),
  );
  if (!deployed) throw new Failure('Start the platform with: npm start', EXIT.unreachable);
  say();
  if (deployed.length === 0) return say('Nothing is deployed. Ship something: gennaker ship 1');
  say(
    table(
      deployed.map(({ name, isDisabled, instanceCounts: { up, total }, account }) => [
        isDisabled ? styled('dim', `○ ${name}`) : styled('green', `● ${name}`),
        `${up} of ${total} up`,
        isDisabled ? 'out of service' : 'serving',
        account,
      ]),
    ),
  );
}

/** All server groups; undefined when the platform cannot be reached. */
async function groupsOf(client: GateClient): Promise<Group[] | undefined> {
  try {
    const applications = (await client.applications.list({})).map(({ name }) => name);
    if (applications.length === 0) return [];
    return (await client.infrastructure.serverGroupsByIds({ query: { applications } })) as unknown as Group[];
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return undefined;
    throw error;
  }
}
