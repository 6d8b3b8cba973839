import type { PipelineExecution } from '@gennaker/contracts/orca';
import { writtenStages } from './stages.ts';

/** What earlier runs of a pipeline tell: medians of the last 20 successes, in ms. */
export interface History {
  total?: number;
  byStage: ReadonlyMap<string, number>;
}

const COUNTED = 20;

/** Reads the history of a pipeline from its executions, newest first. */
export function historyOf(executions: readonly PipelineExecution[]): History {
  const successes = executions.filter(({ status }) => status === 'SUCCEEDED').slice(0, COUNTED);
  const lengths = successes.flatMap(({ startTime, endTime }) =>
    startTime && endTime ? [endTime - startTime] : [],
  );
  const byStage = new Map<string, number[]>();
  for (const execution of successes) {
    for (const { name, startTime, endTime } of writtenStages(execution)) {
      if (startTime === undefined || endTime === undefined) continue;
      byStage.set(name, [...(byStage.get(name) ?? []), endTime - startTime]);
    }
  }
  return {
    total: median(lengths),
    byStage: new Map([...byStage].flatMap(([name, all]) => (all.length > 0 ? [[name, median(all)!]] : []))),
  };
}

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
