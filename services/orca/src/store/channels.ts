/** Notifications between the processes that share a database. */
export const WAKE_CHANNEL = 'orca_wake';
export const RUNS_CHANNEL = 'orca_runs';
