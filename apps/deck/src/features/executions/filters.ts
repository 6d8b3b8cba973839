import type { PipelineExecution } from '@gennaker/contracts/orca';
import type { Status } from '../../ui/status.ts';
import { executionStatus } from './stages.ts';
import type { ExecutionsSearch } from './routes.ts';

/** The statuses that can be filtered by, in the order of their chips. */
export const FILTERED: readonly Status[] = [
  'RUNNING',
  'AWAITING',
  'PAUSED',
  'BUFFERED',
  'TERMINAL',
  'CANCELED',
  'SUCCEEDED',
];

export const chosenStatuses = ({ status }: ExecutionsSearch): ReadonlySet<string> =>
  new Set(status?.split(',').filter(Boolean));

/** Whether an execution passes the filters of the address. */
export function passes(execution: PipelineExecution, search: ExecutionsSearch): boolean {
  const statuses = chosenStatuses(search);
  if (statuses.size > 0 && !statuses.has(executionStatus(execution))) return false;
  if (search.pipeline && !search.pipeline.split(',').includes(execution.name ?? '')) return false;
  const needle = search.q?.toLowerCase();
  if (!needle) return true;
  const { id, name, trigger } = execution;
  const parameters = Object.entries(trigger.parameters ?? {}).map(
    ([key, value]) => `${key} ${String(value)}`,
  );
  return [id, name ?? '', trigger.user ?? '', trigger.type, ...parameters].some((text) =>
    text.toLowerCase().includes(needle),
  );
}
