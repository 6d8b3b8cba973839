import type { StageExecution } from '@gennaker/contracts/orca';
import { isTrue } from './context.ts';
import { ancestorsOf } from './graph.ts';
import type { ExecutionState } from './state.ts';

export interface RunAs {
  user: string;
  accounts: string[];
}

/**
 * Who a stage runs as: the user of the execution, or whoever judged upstream where the judgment hands on
 * its judge. Source: orca-echo `ManualJudgmentStage#authenticatedUser`.
 */
export function runAs(state: ExecutionState, stage: StageExecution): RunAs {
  const judge = ancestorsOf(state, stage).find(
    ({ context, lastModified, status }) =>
      status === 'SUCCEEDED' &&
      isTrue(context['propagateAuthenticationContext']) &&
      lastModified !== undefined,
  )?.lastModified;
  if (judge) return { user: judge.user, accounts: judge.allowedAccounts };
  const { user = 'anonymous', allowedAccounts = [] } = state.execution.authentication ?? {};
  return { user, accounts: allowedAccounts };
}
