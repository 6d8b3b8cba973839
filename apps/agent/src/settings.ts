/** Times and sizes of an agent; tests use shorter ones. */
export interface AgentSettings {
  /** How long running requests may go on after their instance, or load balancer, was taken out. */
  drainMs: number;
  /** Between SIGTERM and SIGKILL. */
  stopGraceMs: number;
  /** An instance's log is rotated at this size; `logFiles` are kept, the running one included. */
  logBytes: number;
  logFiles: number;
  logCheckMs: number;
}

export const DEFAULT_SETTINGS: AgentSettings = {
  drainMs: 30_000,
  stopGraceMs: 10_000,
  logBytes: 5 * 1024 * 1024,
  logFiles: 3,
  logCheckMs: 5_000,
};
