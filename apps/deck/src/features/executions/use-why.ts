import { useQuery } from '@tanstack/react-query';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { executionQuery } from './queries.ts';
import { isOver } from './stages.ts';
import { whyOf, type Why } from './why-of.ts';

/** The reason of an execution of a list: lists carry no contexts, so the execution itself is read for it. */
export function useWhy(execution: PipelineExecution, isAsked: boolean, now: number): Why | undefined {
  const hasReason = !isOver(execution) || execution.status === 'TERMINAL';
  const { data } = useQuery({ ...executionQuery(execution.id), enabled: isAsked && hasReason });
  if (!isAsked) return undefined;
  return whyOf(data ?? execution, now, execution.limitConcurrent);
}
