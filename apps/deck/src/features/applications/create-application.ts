import type { gate as Gate } from '../../api/gate.ts';
import { isRunning } from '../clusters/queries.ts';
import { taskErrors } from '../clusters/task-errors.ts';

interface NewApplication {
  name: string;
  email: string;
  cloudProviders: string;
  description?: string;
}

const ASK_MS = 250;

/** Makes an application; answers why not, in the platform's words, or nothing when it is there. */
export async function createApplication(
  gate: typeof Gate,
  application: NewApplication,
): Promise<string[] | undefined> {
  const { ref } = await gate.tasks.start({
    body: {
      application: application.name,
      description: `Create application ${application.name}`,
      job: [{ type: 'createApplication', application }],
    },
  });
  const id = ref.split('/').at(-1)!;
  for (;;) {
    const task = await gate.tasks.get({ params: { id } });
    if (!isRunning(task.status)) return task.status === 'SUCCEEDED' ? undefined : taskErrors(task);
    await new Promise((resolve) => setTimeout(resolve, ASK_MS));
  }
}
