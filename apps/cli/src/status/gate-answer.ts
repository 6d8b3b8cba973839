import type { PipelineExecution } from '@gennaker/contracts/orca';
import { AppError } from '@gennaker/kernel';
import type { GateClient } from '../context.ts';
import type { Group } from './agent-groups.ts';

interface Answer {
  serverGroups: Group[];
  /** Executions that have not ended. */
  executions: PipelineExecution[];
}

/** A platform that does not answer for so long hangs. */
const LIMIT_MS = 5_000;

/** What the platform says; undefined when it cannot be reached, or hangs. */
export async function gateAnswer(client: GateClient): Promise<Answer | undefined> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  try {
    const applications = (await client.applications.list({}, { signal })).map(({ name }) => name);
    if (applications.length === 0) return { serverGroups: [], executions: [] };
    const [groups, ...executions] = await Promise.all([
      client.infrastructure.serverGroupsByIds({ query: { applications } }, { signal }),
      ...applications.map((application) =>
        client.applications.pipelines(
          { params: { application }, query: { statuses: 'RUNNING,PAUSED,NOT_STARTED', expand: true } },
          { signal },
        ),
      ),
    ]);
    return { serverGroups: groups as unknown as Group[], executions: executions.flat() };
  } catch (error) {
    if (signal.aborted || (error instanceof AppError && error.code === 'unavailable')) return undefined;
    throw error;
  }
}
