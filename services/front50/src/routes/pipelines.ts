import { randomUUID } from 'node:crypto';
import type { front50, PipelineConfig } from '@gennaker/contracts/front50';
import { AppError, caller, invalid, notFound, type Clock, type Handlers } from '@gennaker/kernel';
import { withCronIds } from '../rules/cron-triggers.ts';
import { checkGraph, checkNamed } from '../rules/pipeline-checks.ts';
import type { ObjectStore, ObjectTransaction, Stored } from '../store/object-store.ts';
import { filtered, type TriggerFilter } from './pipeline-filter.ts';

type Type = 'pipeline' | 'strategy';

const read = ({ body }: Stored): PipelineConfig => body;
const tagged = (stored: Stored) => ({ headers: { etag: `"${stored.version}"` }, body: read(stored) });
const missing = (id: string) => notFound(`No item found in cache with id of ${id}`);

/** By `index`, those without one last, then by name. */
const inOrder = (configs: PipelineConfig[]): PipelineConfig[] =>
  configs.toSorted(
    (a, b) =>
      (a.index ?? Infinity) - (b.index ?? Infinity) ||
      String(a.name).toLowerCase().localeCompare(String(b.name).toLowerCase()),
  );

/** Save pipelines, or strategies, and look them up. */
export function configRoutes(
  type: Type,
  store: ObjectStore,
  clock: Clock,
): Handlers<typeof front50.strategies> {
  const save = async (
    transaction: ObjectTransaction,
    submitted: PipelineConfig,
    { staleCheck, ifMatch }: { staleCheck: boolean; ifMatch?: string | undefined },
  ): Promise<Stored> => {
    const { name, application } = checkNamed(submitted);
    checkGraph(submitted);
    if (!(await transaction.get('application', application.toLowerCase()))) {
      throw invalid(`Application '${application}' does not exist; create it before its ${type} '${name}'.`);
    }
    const id = submitted.id || randomUUID();
    const before = await transaction.get(type, id);
    if (staleCheck) checkFresh(submitted, before);
    if (ifMatch !== undefined) checkVersion(ifMatch, before);
    const other = await transaction.byName(type, application, name);
    if (other && other.id !== id)
      throw invalid(`A ${type} with name ${name} already exists in application ${application}`);

    const body = withoutNulls({
      schema: '1',
      ...withCronIds(submitted, !submitted.id),
      id,
      name,
      application,
      triggers: withCronIds(submitted, !submitted.id).triggers ?? [],
      createTs: before?.body['createTs'] ?? String(clock.now()),
      updateTs: String(clock.now()),
      lastModifiedBy: caller().user,
      index: submitted.index ?? before?.body['index'] ?? (await nextIndex(transaction, type, application)),
    });
    return transaction.put(type, { id, application, name, body });
  };

  const inApplication = <T>(
    application: string | undefined,
    work: (transaction: ObjectTransaction) => Promise<T>,
  ) => store.write(`${type} ${application?.toLowerCase()}`, work);

  return {
    all: async ({ input: { query } }) => filtered((await store.list(type)).map(read), query as TriggerFilter),
    ofApplication: async ({ input: { params, query } }) => {
      const all = inOrder((await store.list(type, params)).map(read)).map((config, index) => ({
        ...config,
        index,
      }));
      const named = query.pipelineNameFilter?.toLowerCase();
      const found = filtered(all, query).filter(
        ({ name }) => !named || String(name).toLowerCase().includes(named),
      );
      return query.pipelineLimit > 0 ? found.slice(0, query.pipelineLimit) : found;
    },
    get: async ({ input: { params } }) => {
      const found = await store.get(type, params.id);
      if (!found) throw missing(params.id);
      return tagged(found);
    },
    byName: async ({ input: { params } }) => {
      const found = await store.byName(type, params.application, params.name);
      if (!found) throw missing(params.name);
      return read(found);
    },
    history: async ({ input: { params, query } }) => {
      const versions = await store.history(type, params.id, query.limit);
      if (versions.length === 0) throw missing(params.id);
      return versions.map(read);
    },
    create: ({ input: { query, body } }) =>
      inApplication(body.application, async (transaction) => read(await save(transaction, body, query))),
    update: ({ input: { params, query, headers, body } }) => {
      if (body.id !== undefined && body.id !== params.id) {
        throw invalid(`id: '${body.id}' is not the id in the path, '${params.id}'`);
      }
      const options = { ...query, ifMatch: headers?.['if-match'] };
      return inApplication(body.application, async (transaction) =>
        tagged(await save(transaction, { ...body, id: params.id }, options)),
      );
    },
    delete: ({ input: { params } }) =>
      inApplication(params.application, async (transaction) => {
        const found = await transaction.byName(type, params.application, params.name);
        if (found) await transaction.delete(type, found.id);
      }),
    reorder: ({ input: { body } }) =>
      inApplication(body.application, async (transaction) => {
        const all = new Map((await transaction.list(type, body)).map((stored) => [stored.id, stored]));
        for (const [id, index] of Object.entries(body.idsToIndices)) {
          const stored = all.get(id);
          if (!stored)
            throw notFound(
              `idsToIndices: there is no ${type} with id '${id}' in application '${body.application}'`,
            );
          await transaction.put(type, { ...stored, body: { ...stored.body, index } });
        }
      }),
  };
}

async function nextIndex(transaction: ObjectTransaction, type: Type, application: string): Promise<number> {
  const used = (await transaction.list(type, { application })).map(({ body }) => Number(body['index'] ?? -1));
  return Math.max(-1, ...used) + 1;
}

/** Source: front50 `PipelineController#checkForDuplicatePipeline`, staleness. */
function checkFresh(submitted: PipelineConfig, before: Stored | undefined): void {
  const stored = before?.body['updateTs'];
  if (before === undefined || String(submitted.updateTs ?? '') === String(stored)) return;
  const message = `The submitted pipeline is stale.  submitted updateTs ${submitted.updateTs ?? 'null'} does not match stored updateTs ${String(stored)}`;
  throw invalid(message, { errors: [message] });
}

function checkVersion(ifMatch: string, before: Stored | undefined): void {
  if (before && ifMatch === `"${before.version}"`) return;
  const who = before ? ` by ${before.updatedBy}` : '';
  throw new AppError(
    'conflict',
    `The pipeline was changed${who} since you read it; read it again and merge your changes.`,
    {
      status: 412,
    },
  );
}

const withoutNulls = (body: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== undefined));
