import type { ExecutionStatus } from '@gennaker/contracts/orca';

/** A status on screen: those of the API, and a judgment that waits for a person. */
export type Status = ExecutionStatus | 'AWAITING';
export type Family = 'ok' | 'bad' | 'warn' | 'run' | 'hold' | 'idle';

/** The word and the family of colours of each status. */
export const statusTable: Readonly<Record<Status, { word: string; family: Family }>> = {
  NOT_STARTED: { word: 'Not started', family: 'idle' },
  BUFFERED: { word: 'Queued', family: 'idle' },
  RUNNING: { word: 'Running', family: 'run' },
  AWAITING: { word: 'Needs approval', family: 'hold' },
  PAUSED: { word: 'Paused', family: 'hold' },
  SUSPENDED: { word: 'Suspended', family: 'hold' },
  SUCCEEDED: { word: 'Succeeded', family: 'ok' },
  FAILED_CONTINUE: { word: 'Failed, continued', family: 'warn' },
  TERMINAL: { word: 'Failed', family: 'bad' },
  STOPPED: { word: 'Stopped', family: 'bad' },
  CANCELED: { word: 'Cancelled', family: 'idle' },
  SKIPPED: { word: 'Skipped', family: 'idle' },
  REDIRECT: { word: 'Redirected', family: 'run' },
};
