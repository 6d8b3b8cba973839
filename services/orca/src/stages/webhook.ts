import { invalid } from '@gennaker/kernel';
import { defineStage, type Task } from '@gennaker/sdk';
import { bindProduced, expectsArtifacts } from './artifacts/bind-produced.ts';
import { call } from './webhook/call.ts';
import { monitorWebhook } from './webhook/monitor.ts';
import { createWebhook, waitBeforeMonitor } from './webhook/submit.ts';
import { WebhookContext } from './webhook/webhook-context.ts';

/** Calls a URL and, when told to, follows what it began to its end. Source: orca-webhook `WebhookStage`; orchestration B2. */
export const webhook = defineStage({
  type: 'webhook',
  label: 'Webhook',
  description: 'Calls a URL and, when told to, waits for what it began.',
  context: WebhookContext,
  tasks: ({ context }): Record<string, Task<WebhookContext>> => {
    const { monitorOnly, waitForCompletion, waitBeforeMonitor: wait } = context;
    if (monitorOnly && !waitForCompletion)
      throw invalid("Can't specify monitorOnly = true and waitForCompletion = false at the same time");
    return {
      ...(!monitorOnly && { createWebhook }),
      ...(waitForCompletion && !!wait && wait > 0 && { waitBeforeMonitorWebhook: waitBeforeMonitor }),
      ...(waitForCompletion && { monitorWebhook }),
      ...(expectsArtifacts(context) && { bindProducedArtifacts: bindProduced as Task<WebhookContext> }),
    };
  },
  /** Tells the other side that nobody waits any more. */
  onHalt: async ({ context }, { egress, signal }) => {
    const { cancelEndpoint, cancelMethod, cancelPayload, signalCancellation, customHeaders } = context;
    if (!cancelEndpoint || signalCancellation === false) return;
    const method = (cancelMethod ?? 'POST').toUpperCase();
    await call(egress, { url: cancelEndpoint, method, payload: cancelPayload, customHeaders }, signal);
  },
});
