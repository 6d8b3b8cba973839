import { setTimeout as pause } from 'node:timers/promises';
import { call, type Answer } from './wire.ts';

type Json = Record<string, unknown>;
const GOOD = ['SUCCEEDED', 'STOPPED', 'SKIPPED'];
/** `CANCELED` is not among them: spin would wait on. */
const ENDED = [...GOOD, 'TERMINAL', 'FAILED_CONTINUE'];

/** Speaks as the `spin` command does: its headers, its order of calls, what it takes for success. */
export function spinClient(gateUrl: string) {
  const headers = { 'user-agent': 'Spin-CLI/1.30.0', accept: '*/*', 'accept-encoding': 'gzip' };

  const send = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const version = await call(gateUrl, { path: '/version', headers });
    if (version.status >= 300) throw new Error('Could not reach Gate, please ensure it is running. Failing.');
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    return call(gateUrl, {
      method,
      path,
      headers: { ...headers, ...json },
      ...(body === undefined ? {} : { body }),
    });
  };

  /** Starts a task and looks at it as spin does: at once, then after the square of the attempt. */
  const carryOut = async (task: Json): Promise<void> => {
    const started = await send('POST', '/tasks', task);
    if (started.status !== 200) throw new Error(`status code: ${started.status}: ${started.text}`);
    const id = (started.body as { ref: string }).ref.split('/').at(-1);
    for (let attempt = 1; ; attempt += 1) {
      const { status, body, text } = await send('GET', `/tasks/${id}`);
      const state = status < 300 ? String((body as Json)['status']) : '';
      if (GOOD.includes(state)) return;
      if (ENDED.includes(state)) throw new Error(`task output was: ${text}`);
      if (attempt > 6) throw new Error(`task ${id} does not end: ${text}`);
      await pause(Math.min(attempt ** 2, 20) * 1_000);
    }
  };

  return {
    send,
    saveApplication: (application: { name: string } & Json) =>
      carryOut({
        application: application.name,
        description: `Create Application: ${application.name}`,
        job: [{ type: 'createApplication', application }],
      }),
    deleteApplication: (name: string) =>
      carryOut({
        application: name,
        description: `Delete Application: ${name}`,
        job: [{ type: 'deleteApplication', application: { name } }],
      }),
    async savePipeline(pipeline: { application: string; name: string } & Json): Promise<void> {
      const { application, name } = pipeline;
      const found = await send('GET', encodeURI(`/applications/${application}/pipelineConfigs/${name}`));
      if (found.status !== 200 && found.status !== 404) throw new Error(`unhandled response ${found.status}`);
      const id = found.status === 200 ? { id: (found.body as Json)['id'] } : {};
      const saved = await send('POST', '/pipelines', { ...pipeline, ...id });
      if (saved.status !== 200) throw new Error(`status code: ${saved.status}: ${saved.text}`);
    },
    async saveProject(project: { name: string } & Json): Promise<void> {
      const found = await send('GET', `/projects/${project.name}`);
      const id = found.status === 200 ? { id: (found.body as Json)['id'] } : {};
      await carryOut({
        application: 'spinnaker',
        project: project.name,
        description: `Create Project: ${project.name}`,
        job: [{ type: 'upsertProject', project: { ...project, ...id }, user: project['email'] }],
      });
    },
    deleteProject: (project: { name: string } & Json) =>
      carryOut({
        application: 'spinnaker',
        project: project.name,
        description: `Delete Project: ${project.name}`,
        job: [{ type: 'deleteProject', project, user: project['email'] }],
      }),
  };
}
