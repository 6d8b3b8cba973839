import type { PipelineExecution } from '@gennaker/contracts/orca';
import { say } from '../../words/say.ts';
import { errorOf } from '../executions/error-of.ts';
import { words } from './words.ts';

interface Answer {
  statusCodeValue?: number;
  body?: { error?: unknown };
}

/** The check that made a run roll back; it says more than the precondition that failed because of it. */
export function failedCheck(execution: PipelineExecution): { reason: string; more?: string } | undefined {
  if (execution.status !== 'TERMINAL') return undefined;
  const check = execution.stages.find(
    ({ type, status }) => type === 'webhook' && status === 'FAILED_CONTINUE',
  );
  if (!check) return undefined;
  const { url, webhook } = check.context as { url?: string; webhook?: Answer };
  const reason = say(words.checkFailed, { stage: check.name });
  if (webhook?.statusCodeValue === undefined || url === undefined)
    return { reason, more: errorOf(execution, check)[0] };
  const { error } = webhook.body ?? {};
  const answered = { path: URL.parse(url)?.pathname ?? url, status: String(webhook.statusCodeValue) };
  const more =
    typeof error === 'string'
      ? say(words.checkAnsweredWhy, { ...answered, error })
      : say(words.checkAnswered, answered);
  return { reason, more };
}
