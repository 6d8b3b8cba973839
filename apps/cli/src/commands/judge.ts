import { gateOf, type CommonOptions } from '../context.ts';
import { EXIT, Failure } from '../failure.ts';
import { say, styled } from '../terminal.ts';
import { isWaiting, judge } from '../watch/watch-execution.ts';

interface Options extends CommonOptions {
  input?: string;
  stage?: string;
}

/** Answers the manual judgment that an execution waits for. */
export async function judgeCommand(id: string, decision: string, options: Options): Promise<void> {
  if (decision !== 'continue' && decision !== 'stop') {
    throw new Failure(`'${decision}' is no decision: write continue or stop.`, EXIT.usage);
  }
  const { client } = gateOf(options);
  const execution = await client.pipelines.get({ params: { id } });
  const waiting = execution.stages.filter(
    (stage) => isWaiting(stage) && (options.stage === undefined || stage.name === options.stage),
  );
  const [stage, other] = waiting;
  if (!stage) throw new Failure(`No judgment waits in execution ${id} (it is ${execution.status}).`);
  if (other) {
    const names = waiting.map(({ name }) => `'${name}'`).join(' and ');
    throw new Failure(`Several judgments wait: ${names}. Say which with --stage.`, EXIT.usage);
  }
  const inputs =
    (stage.context['judgmentInputs'] as { value: string }[] | undefined)?.map(({ value }) => value) ?? [];
  if (options.input !== undefined && inputs.length > 0 && !inputs.includes(options.input)) {
    throw new Failure(`'${options.input}' is none of its answers: ${inputs.join(', ')}.`, EXIT.usage);
  }
  await judge(client, execution, stage, decision, options.input);
  say(`${styled('green', '✓')} ${stage.name}: ${decision}`);
}
