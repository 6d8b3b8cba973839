import type { Budget } from '../limits.ts';
import type { JavaMap, Value } from '../values/value.ts';

/** What methods and functions of one evaluation may use; nothing else of the host is reachable. */
export interface CallContext {
  budget: Budget;
  root: JavaMap;
  now: () => number;
  randomUuid: () => string;
  random: () => number;
  /** text as Java's `toString` prints it */
  print: (value: Value) => string;
  /** text as Spring converts it: lists join with `,` */
  convert: (value: Exclude<Value, null>) => string;
  /** the language's `==` */
  equals: (left: Value, right: Value) => boolean;
  /** Java's `equals` */
  strictEquals: (left: Value, right: Value) => boolean;
  compare: (left: Value, right: Value) => number;
  currentStageId: string | undefined;
  user: string | undefined;
  services: {
    pipelineId?(name: string, application: string): string | undefined;
    application?(name: string): unknown;
  };
}
