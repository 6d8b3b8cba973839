import type { Account } from '@gennaker/contracts/clouddriver';
import type { ClouddriverConfig } from '../config.ts';
import type { ConnectedAccount } from './accounts.ts';

type Json = Record<string, unknown>;
const text = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

/** An account as clients see it. Source: clouddriver-web `CredentialsController`. */
export function accountView(
  { record, cloud, connection }: ConnectedAccount,
  config: ClouddriverConfig['credentials'],
  expand: boolean,
): Account {
  const { name, type, body } = record;
  const environment = text(body['environment'], name);
  const accountType = text(body['accountType'], name);
  return {
    ...(expand ? details(body, cloud.healthProviderNames, connection.regions) : {}),
    name,
    type,
    cloudProvider: type,
    environment,
    accountType,
    ...(typeof body['accountId'] === 'string' ? { accountId: body['accountId'] } : {}),
    primaryAccount: config.primaryAccountTypes.includes(accountType),
    challengeDestructiveActions: config.challengeDestructiveActionsEnvironments.includes(environment),
    permissions: (body['permissions'] ?? {}) as Account['permissions'],
    requiredGroupMembership: (body['requiredGroupMembership'] ?? []) as string[],
    lastSeen: record.lastSeen,
    ...(record.stale ? { stale: true, reason: record.reason } : {}),
  };
}

const details = (body: Json, healthProviderNames: readonly string[], regions: readonly string[]): Json => ({
  ...body,
  healthProviderNames,
  regions: regions.map((name) => ({ name })),
});
