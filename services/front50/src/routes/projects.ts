import { randomUUID } from 'node:crypto';
import type { front50, Project } from '@gennaker/contracts/front50';
import { caller, invalid, notFound, type Clock, type Handlers } from '@gennaker/kernel';
import type { ObjectStore, ObjectTransaction, Stored } from '../store/object-store.ts';

const read = ({ body }: Stored): Project => body as Project;
const missing = (id: string) => notFound(`No item found in cache with id of ${id}`);

/** Save projects and look them up. */
export const projectRoutes = (store: ObjectStore, clock: Clock): Handlers<typeof front50.projects> => {
  const save = async (
    transaction: ObjectTransaction,
    project: Project,
    id: string,
    before?: Stored,
  ): Promise<Project> => {
    const other = await transaction.byName('project', undefined, project.name);
    if (other && other.id !== id) throw invalid(`A Project named '${project.name}' already exists`);
    const body = {
      ...project,
      id,
      config: { applications: [], clusters: [], pipelineConfigs: [], ...project.config },
      createTs: before?.body['createTs'] ?? clock.now(),
      updateTs: clock.now(),
      lastModifiedBy: caller().user,
    };
    return read(await transaction.put('project', { id, name: project.name, body }));
  };

  return {
    list: async ({ input: { query } }) => {
      const all = (await store.list('project')).map(read);
      return query.pageSize > 0 ? all.slice(0, query.pageSize) : all;
    },
    get: async ({ input: { params } }) => {
      const found =
        (await store.byName('project', undefined, params.idOrName)) ??
        (await store.get('project', params.idOrName));
      if (!found) throw missing(params.idOrName);
      return read(found);
    },
    create: ({ input: { body } }) =>
      store.write('projects', (transaction) => save(transaction, body, randomUUID())),
    update: ({ input: { params, body } }) =>
      store.write('projects', async (transaction) => {
        const before = await transaction.get('project', params.id);
        if (!before) throw missing(params.id);
        return save(transaction, body, params.id, before);
      }),
    delete: ({ input: { params } }) =>
      store.write('projects', async (transaction) => {
        if (!(await transaction.delete('project', params.id))) throw missing(params.id);
      }),
  };
};
