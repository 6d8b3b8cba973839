import type { Exit } from '@gennaker/kernel/core';
import { tellingLine } from './instance-log.ts';

/** Ends in a row, without a stable time between them, after which an instance is Failed (and still restarted). */
export const FAILED_AFTER_EXITS = 4;

/** Healthy for so long, an instance's earlier ends no longer count. */
export const STABLE_MS = 30_000;

/** Half a second, then twice as long each time, at most half a minute. */
export const restartDelayMs = (exitsInARow: number): number =>
  Math.min(30_000, 500 * 2 ** Math.max(0, exitsInARow - 1));

/** `exited with code 1: Error: Cannot find module …`. */
export function exitReason({ code, signal }: Exit, output: string): string {
  const how =
    signal !== null
      ? `was killed by ${signal}`
      : code !== null
        ? `exited with code ${code}`
        : 'ended while no agent was watching';
  const line = tellingLine(output);
  return line === undefined ? `${how} (it has written nothing)` : `${how}: ${line}`;
}
