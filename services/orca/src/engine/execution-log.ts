import { withCaller, type Logger } from '@gennaker/kernel';
import type { LifecycleEvent } from '../core/journal.ts';
import type { ExecutionState } from '../core/state.ts';

/** What an operator looks for at night: executions as they begin and end, and stages that failed, with their reason. */
export function logLife(log: Logger, state: ExecutionState, events: readonly LifecycleEvent[]): void {
  const { execution } = state;
  const { id, application, name, type, status, trigger, startTime, endTime } = execution;
  for (const { of, phase, stageId } of events) {
    const caller = {
      executionId: id,
      application,
      user: trigger.user ?? 'anonymous',
      requestId: undefined,
      stageId,
    };
    withCaller(caller, () => {
      if (of === 'execution' && phase === 'starting') log.info('Execution started', { name, type });
      else if (of === 'execution') {
        const durationMs = startTime === undefined ? undefined : (endTime ?? startTime) - startTime;
        log.info('Execution ended', { name, type, status, durationMs });
      } else if (of === 'stage' && phase === 'failed') {
        const stage = stageId === undefined ? undefined : state.stage(stageId);
        if (!stage) return;
        log.info('Stage failed', {
          stage: stage.name,
          stageType: stage.type,
          stageStatus: stage.status,
          reason: reasonOf(stage.context),
        });
      }
    });
  }
}

/** Under `exception`, or where a webhook keeps it. */
function reasonOf(context: Record<string, unknown>): string | undefined {
  const { details } = (context['exception'] ?? {}) as { details?: { error?: string; errors?: string[] } };
  const webhook = context['webhook'] as { error?: string } | undefined;
  return details?.errors?.[0] ?? details?.error ?? webhook?.error;
}
