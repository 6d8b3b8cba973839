import type { OrchestrationTask, PipelineExecution } from '@gennaker/contracts/orca';

/** An ad-hoc operation as its clients read it. Source: orca-web `OrchestrationViewModel`. */
export function orchestrationTask(execution: PipelineExecution): OrchestrationTask {
  const { id, name, application, status, buildTime, startTime, endTime, stages } = execution;
  const variables = new Map<string, unknown>();
  for (const { context } of stages) {
    for (const [key, value] of Object.entries(context)) {
      if (!variables.has(key) || !isEmpty(value)) variables.set(key, value);
    }
  }
  return {
    id,
    name,
    application,
    status,
    variables: [...variables].map(([key, value]) => ({ key, value })),
    steps: stages.flatMap(({ tasks }) => tasks),
    buildTime,
    startTime,
    endTime,
    execution,
  };
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
