import type { OrchestrationTask } from '@gennaker/contracts/orca';

interface Exception {
  details?: { error?: string; errors?: string[] };
}

/** Why an operation failed, in its own words; empty when it gives none. */
export function taskErrors({ variables, steps }: Pick<OrchestrationTask, 'variables' | 'steps'>): string[] {
  const ofVariables = variables.filter(({ key }) => key === 'exception').map(({ value }) => value);
  const ofSteps = steps.map(
    (step) => (step['taskExceptionDetails'] as { exception?: unknown } | undefined)?.exception,
  );
  const found = [...ofVariables, ...ofSteps].flatMap((one) => {
    const details = (one as Exception | undefined)?.details;
    return details?.errors && details.errors.length > 0 ? details.errors : (details?.error ?? []);
  });
  return [...new Set(found)];
}
