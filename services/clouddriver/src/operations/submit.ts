import { AppError, caller, invalid, messageOf, type NewId } from '@gennaker/kernel';
import { parseName, type CloudDefinition } from '@gennaker/sdk';
import type { Accounts } from '../accounts/accounts.ts';
import type { OperationCall, TaskRecord, TaskStore } from '../store/task-store.ts';
import { normalized } from './description.ts';
import { findOperation } from './find-operation.ts';

type Json = Record<string, unknown>;

export interface Submission {
  provider: string;
  operations: readonly { type: string; description: Json }[];
  clientRequestId?: string | undefined;
}

interface Tools {
  store: TaskStore;
  accounts: Accounts;
  newId: NewId;
}

/**
 * Checks a task and records it; a worker does the rest.
 * @throws AppError `invalid` with every fault of every operation
 */
export async function submit(
  { provider, operations, clientRequestId }: Submission,
  { store, accounts, newId }: Tools,
): Promise<TaskRecord> {
  const cloud = accounts.clouds.find(({ name }) => name === provider);
  if (!cloud) throw invalid(`No cloud provider named '${provider}' found`);
  const faults: string[] = [];
  const calls: OperationCall[] = [];
  for (const { type, description } of operations) {
    try {
      calls.push(await checked(cloud, accounts, type, description));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
      faults.push(...(error.errors ?? [messageOf(error)]));
    }
  }
  if (faults.length > 0) throw invalid(`Validation Failed: ${faults.join('; ')}`, { errors: faults });
  const [firstCall] = calls;
  return store.create(
    {
      id: newId(),
      provider,
      account: firstCall?.account,
      application: firstCall && applicationOf(firstCall.description),
      operations: calls,
      clientRequestId,
      caller: caller(),
    },
    { phase: 'ORCHESTRATION', status: 'Initializing Orchestration Task' },
  );
}

async function checked(
  cloud: CloudDefinition,
  accounts: Accounts,
  type: string,
  given: Json,
): Promise<OperationCall> {
  const operation = findOperation(cloud, type);
  const description = normalized(given);
  const parsed = operation.description.safeParse(description);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${type}.${path.join('.')}: ${message}`);
  const { account } = description;
  if (typeof account !== 'string') faults.push(`${type}.account: name the account (account or credentials)`);
  else faults.push(...(await accountFaults(cloud, accounts, account)));
  if (faults.length > 0) throw invalid(faults.join('; '), { errors: faults });
  return { type: operation.type, account: account as string, description };
}

async function accountFaults(cloud: CloudDefinition, accounts: Accounts, name: string): Promise<string[]> {
  const found = await accounts.find(name);
  if (found?.cloud === cloud) return [];
  if (found) return [`account ${name} is one of ${found.cloud.name}, not of ${cloud.name}`];
  const names = (await accounts.list()).map(({ record }) => record.name);
  return [`credentials not found (name: ${name}, names: ${names.join(',')})`];
}

/** Source: clouddriver `DescriptionAuthorizer`: from the description, else from the name of what it acts on. */
function applicationOf(description: Json): string | undefined {
  const names = ['serverGroupName', 'loadBalancerName', 'name'].map((key) => description[key]);
  const { application } = description;
  if (typeof application === 'string') return application;
  const name = names.find((value) => typeof value === 'string');
  return name === undefined ? undefined : parseName(name as string).app;
}
