/** One check of the whole repository. */
export interface Gate {
  name: string;
  /** @param files every file of the repository that git knows or would add, relative to the root */
  run(files: string[]): Promise<Outcome>;
}

export interface Outcome {
  /** What is wrong, ready to print; empty when all is well. */
  faults: string;
  warnings?: string;
  /** What the gate saw, so that a gate that saw nothing is noticed. */
  proof: string;
}

/** Turns "saw too little" into a fault: a tool that reads no file also finds no fault in it. */
export function provenBy(seen: number, expected: number, what: string, faults: string): Outcome {
  const blind =
    seen < expected ? `It saw ${seen} ${what} and there are ${expected}: the gate is blind to some.\n` : '';
  return { faults: blind + faults, proof: `${seen} ${what}` };
}
