/** Ends a command: the message is for its user, the code for a script. */
export class Failure extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Exit codes, as in the help. */
export const EXIT = { failed: 1, usage: 2, unreachable: 3, canceled: 4 } as const;
