import type { Context } from '@gennaker/contracts/orca';
import { AppError, messageOf } from '@gennaker/kernel';
import {
  canceled,
  running,
  succeeded,
  terminal,
  type StageView,
  type Task,
  type TaskResult,
} from '@gennaker/sdk';
import { call, isGood, isPassing, seen } from './call.ts';
import { findByPath } from './json-path.ts';
import type { WebhookContext } from './webhook-context.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Often at first, then seldom. Source: orca-webhook `MonitorWebhookTask`. */
const pause = (elapsedMs: number): number => (elapsedMs < MINUTE ? SECOND : 15 * SECOND);

/** Asks for the status until it is one that ends the stage. Source: orca-webhook `MonitorWebhookTask`. */
export const monitorWebhook: Task<WebhookContext> = {
  timeoutMs: 60 * MINUTE,
  timeoutOverridable: true,
  effect: async (stage, { egress, clock, signal }) => {
    const { context, taskStartTime } = stage;
    const again = pause(clock.now() - taskStartTime);
    const url = context.statusEndpoint ?? context.url;
    const { pastStatusCodes = [] } = context.webhook.monitor ?? {};
    if (!url) return terminal(told(stage, { error: 'No url is given: say where to ask for the status.' }));

    let answer;
    try {
      answer = await call(egress, { url, method: 'GET', customHeaders: context.customHeaders }, signal);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const said = {
        error: `an exception occurred in webhook monitor to ${url}: ${messageOf(error)}`,
        pastStatusCodes,
      };
      return error.retryable
        ? running({ retryAfter: again, ...told(stage, said) })
        : terminal(told(stage, said));
    }
    const { status } = answer;
    const monitor: Context = { ...seen(answer), ...(pastStatusCodes.length > 0 && { pastStatusCodes }) };
    if (isGood(status)) return verdict(stage, monitor, again);

    const past = [...pastStatusCodes, status];
    const said = {
      ...monitor,
      pastStatusCodes: past,
      error: `an exception occurred in webhook monitor to ${url}: status code ${status}`,
    };
    return mayRepeat(context, status, past)
      ? running({ retryAfter: again, ...told(stage, said) })
      : terminal(told(stage, said));
  },
};

const told = ({ context }: StageView<WebhookContext>, monitor: Context) => ({
  context: { webhook: { ...context.webhook, monitor } },
});

function mayRepeat({ retries, retryStatusCodes }: WebhookContext, status: number, past: number[]): boolean {
  const limit = retries?.[status]?.maxAttempts;
  if (limit !== undefined) return past.filter((code) => code === status).length < limit;
  return isPassing(status) || (retryStatusCodes ?? []).includes(status);
}

function verdict(stage: StageView<WebhookContext>, monitor: Context, again: number): TaskResult {
  const { context } = stage;
  const { statusJsonPath, progressJsonPath } = context;
  const { body } = monitor;
  const fail = (error: string) => terminal(told(stage, { ...monitor, error }));
  if (!statusJsonPath) return succeeded(told(stage, monitor));
  const found = findByPath(statusJsonPath, body);
  if (found.length === 0)
    return fail(`Unable to parse status: JSON property '${statusJsonPath}' not found in response body`);
  const [status] = found;
  if (
    found.length > 1 ||
    (typeof status !== 'string' && typeof status !== 'number' && typeof status !== 'boolean')
  )
    return fail(`The json path '${statusJsonPath}' did not resolve to a single value`);

  const shown: Context = { ...monitor };
  if (progressJsonPath) {
    const [progress] = findByPath(progressJsonPath, body);
    if (progress === undefined)
      return fail(`Unable to parse progress: JSON property '${progressJsonPath}' not found in response body`);
    if (typeof progress !== 'string')
      return fail(`The json path '${progressJsonPath}' did not resolve to a text, which a progress must be`);
    shown['progressMessage'] = progress;
  }
  if (typeof status === 'number') {
    if (status === 100) return succeeded(told(stage, { ...shown, percentComplete: 100 }));
    return running({ retryAfter: again, ...told(stage, { ...shown, percentComplete: status }) });
  }
  const word = String(status).trim().toUpperCase();
  if (context.successStatuses.includes(word)) return succeeded(told(stage, shown));
  if (context.canceledStatuses.includes(word)) return canceled(told(stage, shown));
  if (context.terminalStatuses.includes(word)) return terminal(told(stage, shown));
  return running({ retryAfter: again, ...told(stage, shown) });
}
