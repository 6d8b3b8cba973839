import { failureOf } from '../../api/failure-of.ts';
import { gate } from '../../api/gate.ts';
import { toast } from '../../ui/toasts.tsx';
import { say } from '../../words/say.ts';
import { BALANCERS, PIPELINE, SAMPLE } from './sample.ts';
import { words } from './words.ts';

/** Enough to see dots move, little enough for a laptop. */
const RATES = { prod: 40, test: 10 } as const;
/** As long as somebody watches; it ends by itself. */
const SECONDS = 900;

/** Starts the pipeline of the sample. What it does comes over the stream. */
export async function ship(version: string): Promise<void> {
  await refusalSaid(async () => {
    const params = { application: SAMPLE, nameOrId: PIPELINE };
    await gate.pipelines.trigger({ params, body: { type: 'manual', parameters: { version } } });
    toast({ title: say(words.shipped, { version }) });
  });
}

/** Has the agent send requests to both load balancers, or no more. */
export async function sendRequests(isOn: boolean): Promise<void> {
  await refusalSaid(async () => {
    const job = Object.entries(BALANCERS).map(([environment, loadBalancerName]) => ({
      type: 'sendRequests',
      cloudProvider: 'local',
      credentials: 'local',
      region: 'localhost',
      loadBalancerName,
      requestsPerSecond: isOn ? RATES[environment as keyof typeof RATES] : 0,
      seconds: SECONDS,
    }));
    const description = isOn ? words.sendTask : words.stopTask;
    await gate.tasks.start({ body: { application: SAMPLE, description, job } });
  });
}

async function refusalSaid(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    toast({ title: words.refused, description: failureOf(error).message, isFault: true });
  }
}
