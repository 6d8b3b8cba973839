import { minifyContractRouter } from '@orpc/contract';
import { gate } from '@gennaker/contracts/gate';
import type { Plugin } from 'vite';

const NAME = 'virtual:gate-contract';

/** Gives the page Gate's routes without the schemas behind them: methods and paths are all that a client needs. */
export const gateContract = (): Plugin => ({
  name: 'gate-contract',
  resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
  load: (id) =>
    id === `\0${NAME}`
      ? `export const contract = JSON.parse(${JSON.stringify(JSON.stringify(withoutWords(minifyContractRouter(gate))))});`
      : undefined,
});

/** Summaries are for the API's document. */
function withoutWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      key === 'summary' ? [] : [[key, key === 'meta' ? {} : withoutWords(inner)]],
    ),
  );
}
