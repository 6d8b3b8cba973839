import { isComplete } from '@gennaker/contracts/orca';
import type { GateClient } from '../context.ts';
import { Failure } from '../failure.ts';

type Job = { type: string } & Record<string, unknown>;

/** Carries out an ad-hoc operation and waits for its end. @throws Failure with its first error */
export async function operation(
  client: GateClient,
  application: string,
  description: string,
  job: Job[],
): Promise<void> {
  const { ref } = await client.tasks.start({ body: { application, description, job } });
  const id = ref.slice(ref.lastIndexOf('/') + 1);
  for (;;) {
    const { status, variables } = await client.tasks.get({ params: { id } });
    if (status === 'SUCCEEDED') return;
    if (isComplete(status)) {
      const exception = variables.find(({ key }) => key === 'exception')?.value as
        { details?: { errors?: string[] } } | undefined;
      throw new Failure(`${description}: ${exception?.details?.errors?.[0] ?? status}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
