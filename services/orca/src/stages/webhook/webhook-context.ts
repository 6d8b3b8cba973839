import { z } from 'zod';

/** JSON written by people says `true` or `"true"`. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);
const codes = z.array(z.coerce.number().int()).nullish();
/** `SUCCESS, DONE` */
const statuses = z
  .string()
  .nullish()
  .transform((text) =>
    (text ?? '')
      .split(',')
      .map((status) => status.trim().toUpperCase())
      .filter(Boolean),
  );
const text = z.string().nullish();

/** What a call brought back, as it stands in `webhook` and `webhook.monitor`. */
const Answer = z.looseObject({
  statusCodeValue: z.number().optional(),
  pastStatusCodes: z.array(z.number()).optional(),
});

/** Source: orca-webhook `WebhookStage.StageData`; orchestration B2. */
export const WebhookContext = z.looseObject({
  url: text,
  method: z
    .string()
    .nullish()
    .transform((method) => (method ?? 'POST').toUpperCase()),
  payload: z.unknown().optional().describe('Sent as JSON; a text is sent as it is.'),
  customHeaders: z.record(z.string(), z.unknown()).nullish().describe('X-SPINNAKER-… are left out.'),
  failFastStatusCodes: codes.describe('End the stage at once; default 504.'),
  webhookRetryStatusCodes: codes.describe('Repeat the call, besides 429 and 5xx.'),
  waitForCompletion: flag.default(false),
  monitorOnly: flag.default(false).describe('Nothing is submitted: `url` is asked for the status.'),
  statusUrlResolution: z
    .enum(['getMethod', 'locationHeader', 'webhookResponse'])
    .nullish()
    .describe('Where the status is asked for.'),
  statusUrlJsonPath: text,
  statusJsonPath: text,
  progressJsonPath: text,
  successStatuses: statuses,
  canceledStatuses: statuses,
  terminalStatuses: statuses,
  retryStatusCodes: codes.describe('While the status is asked for: repeat, besides 429 and 5xx.'),
  retries: z.record(z.string(), z.looseObject({ maxAttempts: z.coerce.number().int() })).nullish(),
  waitBeforeMonitor: z.coerce.number().min(0).nullish().describe('Seconds.'),
  signalCancellation: flag.nullish(),
  cancelEndpoint: text,
  cancelMethod: text,
  cancelPayload: z.unknown().optional(),
  statusEndpoint: text.describe('Set by the stage.'),
  webhook: Answer.extend({ monitor: Answer.optional() }).prefault({}).describe('Set by the stage.'),
});
export type WebhookContext = z.infer<typeof WebhookContext>;
