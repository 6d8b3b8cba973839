import type { Context } from '@gennaker/contracts/orca';
import type { ClientOf, Clock, Egress, Logger } from '@gennaker/kernel';
import type { clouddriver } from '@gennaker/contracts/clouddriver';
import type { front50 } from '@gennaker/contracts/front50';
import type { orca } from '@gennaker/contracts/orca';

/** What a task inside a turn may use: nothing that waits. */
export interface TurnTools {
  clock: Clock;
  /** Resolves expressions in a value, over the stage's context with `more` in front of it. For `rawKeys`. */
  evaluate(
    value: unknown,
    more?: Context,
  ): {
    value: unknown;
    failures: { expression: string; level: 'INFO' | 'ERROR'; kind: string; message: string }[];
  };
}

/** What a task with side effects may use. A plug-in's stage gets the same. */
export interface Tools {
  clock: Clock;
  log: Logger;
  /** Aborted when the task is cancelled, lost its lease, or the process shuts down. */
  signal: AbortSignal;
  /**
   * The same for every attempt of one run of one task, another after a restart of the stage: give it
   * to whatever creates something (`clientRequestId`), so that a repeated attempt changes nothing.
   */
  idempotencyKey: string;
  clouddriver: ClientOf<typeof clouddriver>;
  front50: ClientOf<typeof front50>;
  orca: ClientOf<typeof orca>;
  egress: Egress;
}
