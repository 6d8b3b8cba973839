import { agentAnswer, type Group } from '../status/agent-groups.ts';
import { isComplete, type PipelineExecution } from '@gennaker/contracts/orca';
import { runningPlatform, urlOf } from '@gennaker/server';
import { configOf, deckAddress, gateOf, type CommonOptions } from '../context.ts';
import { EXIT, Failure } from '../failure.ts';
import { gateAnswer } from '../status/gate-answer.ts';
import { say, sayJson, styled, table } from '../terminal.ts';
import { isWaiting } from '../watch/watch-execution.ts';

/** What runs: the platform, the agent, what was deployed, and executions under way. */
export async function status(options: CommonOptions & { json?: boolean }): Promise<void> {
  const config = configOf(options);
  const { home } = config;
  const deck = deckAddress(urlOf(config, 'deck'));
  const { client, url } = gateOf(options);
  const [platform, agent, gate] = await Promise.all([
    runningPlatform(home),
    agentAnswer(home),
    gateAnswer(client),
  ]);
  // The agent knows what runs when the platform cannot be asked: that is when one needs it.
  const groups = gate?.serverGroups ?? agent ?? [];
  if (options.json) {
    return sayJson({
      home,
      url,
      deck,
      platform: platform ?? null,
      agent: agent !== undefined,
      reachable: gate !== undefined,
      serverGroups: groups,
      executions: gate?.executions ?? [],
    });
  }
  say(
    table([
      [
        'Platform',
        gate ? styled('green', `✓ ${url}`) : styled('red', `✗ ${url} does not answer`),
        platform ? `process ${platform.pid}` : '',
      ],
      ...(gate ? [['Deck', deck, '']] : []),
      ['Agent', agent ? styled('green', '✓ running') : '– none', home],
    ]),
  );
  say();
  say(
    groups.length === 0
      ? 'Nothing is deployed. Ship something: gennaker ship 1'
      : table(groups.map(groupRow)),
  );
  if (gate && gate.executions.length > 0) say(`\n${table(gate.executions.map(executionRow))}`);
  if (gate) return;
  const remedy = platform
    ? `The platform (process ${platform.pid}) runs but does not answer. See gennaker logs; end it with: kill -9 ${platform.pid}`
    : 'Start the platform with: npm start';
  throw new Failure(remedy, EXIT.unreachable);
}

const groupRow = ({ name, isDisabled, instanceCounts: { up, total }, account }: Group): string[] => [
  isDisabled ? styled('dim', `○ ${name}`) : styled('green', `● ${name}`),
  `${up} of ${total} up`,
  isDisabled ? 'out of service' : 'serving',
  account,
];

function executionRow({ id, application, name, status, stages }: PipelineExecution): string[] {
  const waiting = stages.find(isWaiting);
  const running = stages.find(
    (stage) =>
      stage.parentStageId === undefined && !isComplete(stage.status) && stage.status !== 'NOT_STARTED',
  );
  const why = waiting
    ? `needs a decision: gennaker judge ${id} continue`
    : status === 'NOT_STARTED'
      ? 'waits until another run of this pipeline has ended'
      : (running?.name ?? '');
  return [styled('blue', `▸ ${application} · ${name}`), id, status, why];
}
