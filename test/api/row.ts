import type { Answer, Call } from '../support/wire.ts';

/** What earlier answers of a table have brought: ids of executions, stages, pipelines, tasks. */
export type Seen = Record<string, string>;

/** One call with what Spinnaker's Gate answers to it. */
export interface Row {
  name: string;
  call: (seen: Seen) => Call;
  status: number;
  /** `none`: an empty body without a content type. */
  as?: 'json' | 'problem' | 'none';
  /** Part of the body. */
  body?: (seen: Seen) => unknown;
  /** The text of an error. */
  message?: string | RegExp;
  /** Takes what later calls need. */
  keep?: (answer: Answer, seen: Seen) => void;
  /** What Spinnaker answers, where we answer otherwise on purpose; the reason stands in docs/compatibility/gate.md. */
  spinnaker?: string;
  /** Sent again until it answers as expected: what it waits for happens on its own. */
  eventually?: true;
}

export const lastSegment = (ref: unknown): string => String(ref).split('/').at(-1) ?? '';
