import type { Instance, ServerGroup } from '@gennaker/contracts/clouddriver';
import { AppError } from '@gennaker/kernel';
import type { Tools } from '@gennaker/sdk';

const SHOWN_INSTANCES = 3;
const LOG_LINES = 20;
const LONGEST_LINE = 300;

/** `0 of 2 instances are healthy. shop-v003-1 is Down: health check GET /health answered 503.` */
export function whyNotUp(
  { name, instances }: ServerGroup,
  { healthy, needed, size = needed }: { healthy: number; needed: number; size?: number | undefined },
  unhealthy: readonly Instance[],
): string {
  const count = `${healthy} of ${needed} needed instances of ${name} ${healthy === 1 ? 'is' : 'are'} healthy`;
  const shown = unhealthy.slice(0, SHOWN_INSTANCES).map(stateOf);
  const more = unhealthy.length - shown.length;
  return [
    `${count}${instances.length === size ? '' : `; it has ${instances.length} and is to have ${size}`}.`,
    ...shown,
    ...(more > 0 ? [`${more} more are not healthy.`] : []),
  ].join(' ');
}

function stateOf({ name, healthState, health }: Instance): string {
  const reasons = new Set(health.flatMap(({ description }) => (description ? [description] : [])));
  return reasons.size > 0
    ? `${name} is ${healthState}: ${[...reasons].join('; ')}.`
    : `${name} is ${healthState}.`;
}

/** ` Last line of its log: …`, where its cloud keeps logs. */
export async function lastLogLine(
  { infrastructure }: Tools['clouddriver'],
  { account, region, cloudProvider }: ServerGroup,
  instance: Instance | undefined,
): Promise<string> {
  if (!instance) return '';
  try {
    const { output } = await infrastructure.console({
      params: { account, region, id: instance.name },
      query: { cloudProvider, lines: LOG_LINES },
    });
    const text =
      typeof output === 'string' ? output : output.map((part) => String(part['output'])).join('\n');
    const line = text.trimEnd().split('\n').at(-1)?.slice(0, LONGEST_LINE);
    return line ? ` Last line of the log of ${instance.name}: ${line}` : '';
  } catch (error) {
    // The log only adds to the message: not every cloud has one, and instances come and go.
    if (error instanceof AppError) return '';
    throw error;
  }
}
