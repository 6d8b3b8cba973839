import type { Clock } from '@gennaker/kernel';
import type { z } from 'zod';
import type { CloudAccount } from './define-cloud.ts';

/** What an operation may use. It may run again after a crash: what it has done stands in its steps. */
export interface OperationTools<Account = CloudAccount> {
  account: Account;
  clock: Clock;
  /** What the task shows: its present status, and its history. */
  log: { update(phase: string, status: string): void };
  /** Aborted when the platform stops or another worker has taken over. */
  signal: AbortSignal;
  /**
   * Does something once: its result is recorded before the next step begins, and a repeated run gets
   * the record. `key` is the same in every attempt; give it to whatever creates something.
   */
  step<T>(name: string, work: (key: string) => Promise<T>): Promise<T>;
  /** Waits. @throws when the operation is aborted */
  pause(ms: number): Promise<void>;
}

/** Instances that will get no more requests, for the traffic guards. */
export interface TrafficLoss {
  /** `Disabling`, `Removal of` …: begins the message. */
  verb: string;
  region: string;
  serverGroupName?: string;
  /** Only these instances; of any server group unless one is named. */
  instanceIds?: string[];
}

type ResultObject = Record<string, unknown>;

export interface OperationDefinition<D = any, Account = any> {
  /** The word in requests: `resizeServerGroup`. */
  readonly type: string;
  readonly summary: string;
  /** Its fields; their descriptions are the documentation. */
  readonly description: z.ZodType<D>;
  /** Whom it takes traffic from. Checked before it begins. */
  takesTraffic?(description: D): TrafficLoss | undefined;
  /** @returns what the task shows as `resultObjects` */
  run(description: D, tools: OperationTools<Account>): Promise<ResultObject | ResultObject[] | void>;
}

/** Defines a cloud operation: one file tells the whole story. */
export const defineOperation = <S extends z.ZodType, Account>(
  definition: Omit<OperationDefinition<z.output<S>, Account>, 'description'> & { description: S },
): OperationDefinition<z.output<S>, Account> =>
  definition as unknown as OperationDefinition<z.output<S>, Account>;
