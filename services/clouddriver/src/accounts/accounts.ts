import { AppError, invalid, type Clock, type Logger } from '@gennaker/kernel';
import type { AccountDefinition, CloudAccount, CloudDefinition } from '@gennaker/sdk';
import type { AccountRecord, AccountStore } from '../store/account-store.ts';

/** An account with its cloud, ready for use. */
export interface ConnectedAccount {
  record: AccountRecord;
  cloud: CloudDefinition;
  connection: CloudAccount;
}

interface Tools {
  store: AccountStore;
  clouds: readonly CloudDefinition[];
  clock: Clock;
  log: Logger;
}

/** Fields of every account; the others are its cloud's own. */
const COMMON = new Set([
  'name',
  'type',
  'cloudProvider',
  'environment',
  'accountType',
  'accountId',
  'permissions',
  'requiredGroupMembership',
]);

/** Accounts are data: read from the store at each use, connected once per version. */
export class Accounts {
  readonly clouds: readonly CloudDefinition[];
  readonly #tools: Tools;
  readonly #connected = new Map<string, { version: number; connection: CloudAccount }>();

  constructor(tools: Tools) {
    this.clouds = tools.clouds;
    this.#tools = tools;
  }

  /** Accounts of the clouds that are on. */
  async list(): Promise<ConnectedAccount[]> {
    return (await this.#tools.store.list()).flatMap((record) => this.connected(record) ?? []);
  }

  async find(name: string): Promise<ConnectedAccount | undefined> {
    const record = await this.#tools.store.get(name);
    return record && this.connected(record);
  }

  /** @throws AppError `invalid` in the reference's words */
  async get(name: string): Promise<ConnectedAccount> {
    const found = await this.find(name);
    if (found) return found;
    const names = (await this.list()).map(({ record }) => record.name).join(',');
    throw invalid(`credentials not found (name: ${name}, names: ${names})`);
  }

  /** Undefined when its cloud is off, or refuses it (its fields were those of an earlier version). */
  connected(record: AccountRecord): ConnectedAccount | undefined {
    const cloud = this.clouds.find(({ name }) => name === record.type);
    if (!cloud) return undefined;
    const { name, version } = record;
    let held = this.#connected.get(name);
    const { clock, log } = this.#tools;
    if (held?.version !== version) {
      const settings = cloud.account.safeParse(settingsOf(record.body));
      if (!settings.success) {
        log.error('Account cannot be used: its cloud refuses its fields; change or delete it', {
          account: name,
          faults: settings.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
        });
        return undefined;
      }
      held = {
        version,
        connection: cloud.connect(
          { name, settings: settings.data as unknown },
          { clock, log: log.with({ account: name }) },
        ),
      };
      this.#connected.set(name, held);
    }
    return { record, cloud, connection: held.connection };
  }

  /** @throws AppError `invalid` naming each faulty field */
  check(definition: AccountDefinition): void {
    const cloud = this.clouds.find(({ name }) => name === definition.type);
    if (!cloud) {
      const known = this.clouds.map(({ name }) => name).join(', ');
      throw invalid(`type: no cloud provider named '${definition.type}' found; there are: ${known}`);
    }
    const parsed = cloud.account.safeParse(settingsOf(definition));
    if (parsed.success) return;
    const errors = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw invalid(`Account ${definition.name} is not valid: ${errors.join('; ')}`, { errors });
  }

  async addBuiltIn(): Promise<void> {
    for (const definition of this.clouds.flatMap((cloud) => cloud.builtInAccounts ?? [])) {
      try {
        await this.#tools.store.create(definition, { builtIn: true });
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'conflict') throw error; // it is there already
      }
    }
  }
}

const settingsOf = (definition: AccountDefinition): Record<string, unknown> =>
  Object.fromEntries(Object.entries(definition).filter(([key]) => !COMMON.has(key)));
