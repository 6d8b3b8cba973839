import type { Context } from '@gennaker/contracts/orca';
import { AppError, invalid, messageOf } from '@gennaker/kernel';
import { running, succeeded, terminal, type StageView, type Task } from '@gennaker/sdk';
import { call, faultOf, isGood, isPassing, seen } from './call.ts';
import { statusUrlOf } from './status-url.ts';
import type { WebhookContext } from './webhook-context.ts';

const RETRY_MS = 10_000;
const FAIL_FAST = [504];

/** Sends the request, again while it is refused for a passing reason. Source: orca-webhook `CreateWebhookTask`. */
export const createWebhook: Task<WebhookContext> = {
  timeoutMs: 5 * 60 * 1_000,
  timeoutOverridable: true,
  effect: async ({ context, execution }, { egress, signal }) => {
    const { url, method } = context;
    const of = `pipeline ${execution.id}`;
    const gone = (reason: string) =>
      terminal(
        told({
          error: `An exception occurred for ${of} performing a ${method} request to ${url ?? 'null'}. ${reason}`,
        }),
      );
    const fault = faultOf(context);
    if (!url || fault) return gone(fault ?? 'No url is given: say where to send the request.');

    let answer;
    try {
      answer = await call(egress, { ...context, url }, signal);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (isUnknownHost(error))
        throw invalid(`URI not valid: ${url} (its host is unknown)`, { cause: error });
      if (isTimeout(error) && method === 'GET')
        return running({ retryAfter: RETRY_MS, ...told({ error: `${messageOf(error)}, will retry.` }) });
      if (error.code === 'invalid') throw error;
      return gone(messageOf(error));
    }

    const { status } = answer;
    const webhook = seen(answer);
    if ((context.failFastStatusCodes ?? FAIL_FAST).includes(status)) {
      const error = `Received status code ${status}, which is configured to fail fast, terminating stage for ${of} to ${url}`;
      return terminal(told({ ...webhook, error }));
    }
    if (isPassing(status) || context.webhookRetryStatusCodes?.includes(status)) {
      const error = `Error submitting webhook for ${of} to ${url} with status code ${status}, will retry.`;
      return running({ retryAfter: RETRY_MS, ...told({ ...webhook, error }) });
    }
    if (!isGood(status)) {
      const error = `Error submitting webhook for ${of} to ${url} with status code ${status}.`;
      return terminal(told({ ...webhook, error }));
    }
    if (!context.waitForCompletion) return succeeded(told(webhook));
    const statusUrl = statusUrlOf(context, url, answer, webhook);
    if ('error' in statusUrl) return terminal(told({ ...webhook, error: statusUrl.error }));
    const statusEndpoint = statusUrl.url;
    return succeeded({ context: { webhook: { ...webhook, statusEndpoint }, statusEndpoint } });
  },
};

const told = (webhook: Context) => ({ context: { webhook } });

const codeOf = (error: unknown): unknown =>
  error instanceof Error ? ((error as { code?: unknown }).code ?? codeOf(error.cause)) : undefined;
const isUnknownHost = (error: AppError): boolean =>
  ['ENOTFOUND', 'EAI_AGAIN'].includes(String(codeOf(error.cause)));
const isTimeout = (error: AppError): boolean =>
  error.cause instanceof Error && error.cause.name === 'TimeoutError';

/** Waits before the status is asked for the first time. */
export const waitBeforeMonitor: Task<WebhookContext> = {
  inTurn: ({ context, taskStartTime }: StageView<WebhookContext>, { clock }) => {
    const waitTime = context.waitBeforeMonitor ?? 0;
    const remaining = taskStartTime + waitTime * 1_000 - clock.now();
    if (remaining <= 0 || context['skipRemainingWait'] === true) return succeeded({ context: { waitTime } });
    return running({ retryAfter: remaining, context: { waitTime } });
  },
};
