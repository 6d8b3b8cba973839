/** What a run of a task is for. `halt` is the clean-up hook of a stage that ended badly. */
export type RunPurpose = 'run' | 'cancel' | 'halt';

/** The engine's own notes about a stage; stored beside it, never shown. */
export interface StageNotes {
  /** The run that is out there; its result is the only one that counts. */
  run?: {
    id: string;
    taskId: string;
    purpose: RunPurpose;
    /** When it was handed out, epoch ms. */
    since: number;
    /** Something changed meanwhile: run once more, even if it wants to wait. */
    again?: boolean;
    /** It was told to stop; epoch ms after which nobody waits for it. */
    giveUpAt?: number;
  };
  /** A message waits to run the task again. */
  waits?: boolean;
  /** A message waits for the next timeout. */
  timer?: boolean;
  /** Tasks started so far, over all loops and restarts; part of each idempotency key. */
  starts?: number;
  /** Retryable failures in a row. */
  failures?: number;
  afterPlanned?: boolean;
  failurePlanned?: boolean;
  /** It is being cancelled, with all that belongs to it. */
  cancelling?: boolean;
  /** Ends TERMINAL whatever its failure flags say. */
  doomed?: boolean;
  /** Expressions that the engine found to fail at its last look. */
  failing?: string[];
}

/** The engine's own notes about an execution; stored beside it, never shown. */
export interface ExecutionNotes {
  /** In the queue of its pipeline: others of it run. */
  waiting?: boolean;
  /** A branch has failed or was cancelled: the others are being cancelled, nothing new starts. */
  ending?: 'TERMINAL' | 'CANCELED';
  /** Where to go on after a restart that had to wait. */
  restartAt?: string[];
  /** From, to; epoch ms. */
  pauses?: [number, number | null][];
}
