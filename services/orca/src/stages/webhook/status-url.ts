import type { Context } from '@gennaker/contracts/orca';
import type { EgressResponse } from '@gennaker/kernel';
import { canonicalPath, findByPath } from './json-path.ts';
import type { WebhookContext } from './webhook-context.ts';

type Found = { url: string } | { error: string };

const UNRESOLVED: Found = {
  error: "The status URL couldn't be resolved, but 'Wait for completion' is configured",
};

/** Where the status of a submitted webhook is asked for. Source: orca-webhook `CreateWebhookTask`. */
export function statusUrlOf(
  { statusUrlResolution, statusUrlJsonPath }: WebhookContext,
  url: string,
  { headers }: EgressResponse,
  { body }: Context,
): Found {
  switch (statusUrlResolution) {
    case 'getMethod':
      return { url };
    case 'locationHeader':
      return headers['location']
        ? { url: sameScheme(headers['location'], url) }
        : { error: 'Exception while resolving status check URL: the answer has no Location header' };
    case 'webhookResponse': {
      if (!statusUrlJsonPath) return UNRESOLVED;
      const [found] = findByPath(statusUrlJsonPath, body);
      if (typeof found === 'string') return { url: sameScheme(found, url) };
      const path = canonicalPath(statusUrlJsonPath);
      return { error: `Exception while resolving status check URL: No results for path: ${path}` };
    }
    default:
      return UNRESOLVED;
  }
}

/** A server behind a proxy that ends TLS names itself with the wrong scheme. */
function sameScheme(found: string, url: string): string {
  const base = new URL(url);
  const target = URL.parse(found, base);
  if (!target) return found;
  const isHttp = target.protocol === 'http:' || target.protocol === 'https:';
  if (isHttp && target.host === base.host && target.protocol !== base.protocol)
    target.protocol = base.protocol;
  return target.href;
}
