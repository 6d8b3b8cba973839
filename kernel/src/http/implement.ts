import type {
  AnyContractRouter,
  ContractProcedure,
  InferSchemaInput,
  InferSchemaOutput,
} from '@orpc/contract';
import { isContractProcedure } from '@orpc/contract';
import { implement as orpcImplement, type AnyRouter } from '@orpc/server';
import { caller, type Caller } from '../identity/caller.ts';

/** What a route gets: its parsed input and who calls. */
export interface Call<Input> {
  input: Input;
  caller: Caller;
  signal: AbortSignal | undefined;
  /** Of a stream that is resumed. */
  lastEventId: string | undefined;
}

/** A function for each procedure of a contract. */
export type Handlers<C> =
  C extends ContractProcedure<infer I, infer O, infer _E, infer _M>
    ? (call: Call<InferSchemaOutput<I>>) => InferSchemaInput<O> | Promise<InferSchemaInput<O>>
    : { [K in keyof C]: Handlers<C[K]> };

/** Implements a contract with plain functions. */
export function implement<C extends AnyContractRouter>(contract: C, handlers: Handlers<C>): AnyRouter {
  return build(orpcImplement(contract), contract, handlers) as AnyRouter;
}

type Loose = Record<string, unknown>;

function build(implementer: unknown, contract: AnyContractRouter, handlers: unknown): unknown {
  if (isContractProcedure(contract)) {
    const handle = handlers as (call: Call<unknown>) => unknown;
    const procedure = implementer as { handler(run: (options: Loose) => unknown): unknown };
    return procedure.handler(({ input, signal, lastEventId }) =>
      handle({ input, caller: caller(), signal: signal as AbortSignal, lastEventId: lastEventId as string }),
    );
  }
  return Object.fromEntries(
    Object.entries(contract).map(([key, inner]) => [
      key,
      build((implementer as Loose)[key], inner as AnyContractRouter, (handlers as Loose)[key]),
    ]),
  );
}
