import { expect } from 'vitest';
import type { Row } from './row.ts';

/** The application that all recorded calls are about. */
export const application = 'gateapp';

const stages = [{ refId: '1', type: 'wait', name: 'w', waitTime: 0, requisiteStageRefIds: [] }];
/** The pipeline that they save. */
export const pipeline = {
  application,
  stages,
  parameterConfig: [
    { name: 'a', default: 'x' },
    { name: 'req', required: true },
  ],
  triggers: [],
  limitConcurrent: true,
  keepWaitingPipelines: false,
};

export const get = (path: string) => (): ReturnType<Row['call']> => ({ path });
export const task =
  (applicationName: string, description: string, job: Record<string, unknown>) =>
  (): ReturnType<Row['call']> => ({
    method: 'POST',
    path: '/tasks',
    body: { application: applicationName, description, job: [job] },
  });

/** What started something answers. */
export const refOf = (kind: 'tasks' | 'pipelines') => ({
  ref: expect.stringMatching(new RegExp(`^/${kind}/`)) as string,
});
