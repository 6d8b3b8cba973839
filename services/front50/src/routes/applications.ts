import { Application, front50 } from '@gennaker/contracts/front50';
import { caller, invalid, notFound, type Clock, type Handlers } from '@gennaker/kernel';
import { checkApplicationName } from '../rules/application-names.ts';
import type { ObjectStore, ObjectTransaction, Stored } from '../store/object-store.ts';

type Attributes = Partial<Application> & Record<string, unknown>;

/** Names are compared without case and stored in upper case. Source: front50 `Application#setName`. */
const idOf = (name: string): string => name.trim().toLowerCase();
const missing = (name: string) => notFound(`No item found in cache with id of ${idOf(name)}`);

const read = ({ body }: Stored): Application => body as Application;

/** Save applications and look them up. */
export const applicationRoutes = (
  store: ObjectStore,
  clock: Clock,
): Handlers<typeof front50.applications> => {
  const save = async (
    transaction: ObjectTransaction,
    attributes: Attributes,
    before?: Stored,
  ): Promise<Application> => {
    const name = String(attributes.name).trim();
    const body: Attributes = cleaned({
      ...attributes,
      name: name.toUpperCase(),
      createTs: before ? read(before).createTs : String(clock.now()),
      updateTs: String(clock.now()),
      lastModifiedBy: caller().user,
    });
    checkEmail(body);
    return read(await transaction.put('application', { id: idOf(name), name: name.toUpperCase(), body }));
  };

  return {
    list: async ({ input: { query } }) => {
      const all = (await store.list('application')).map(read);
      const wanted = [['name', query.name] as const, ['email', query.email] as const].filter(
        ([, value]) => value,
      );
      const found = all.filter((application) =>
        wanted.every(([key, value]) =>
          String(application[key] ?? '')
            .toLowerCase()
            .includes(String(value).toLowerCase()),
        ),
      );
      return query.pageSize > 0 ? found.slice(0, query.pageSize) : found;
    },
    get: async ({ input: { params } }) => {
      const found = await store.get('application', idOf(params.application));
      if (!found) throw missing(params.application);
      return read(found);
    },
    history: async ({ input: { params, query } }) => {
      const versions = await store.history('application', idOf(params.application), query.limit);
      if (versions.length === 0) throw missing(params.application);
      return versions.map(read);
    },
    create: ({ input: { body } }) =>
      store.write(`application ${idOf(body.name)}`, async (transaction) => {
        if (await transaction.get('application', idOf(body.name)))
          throw invalid('Application already exists');
        checkApplicationName(body.name.trim(), providersOf(body));
        return save(transaction, body);
      }),
    merge: ({ input: { params, body } }) =>
      store.write(`application ${idOf(params.application)}`, async (transaction) => {
        const before = await existing(transaction, params.application, body.name);
        return save(transaction, { ...before.body, ...body, name: params.application }, before);
      }),
    replace: ({ input: { params, body } }) =>
      store.write(`application ${idOf(params.application)}`, async (transaction) => {
        const before = await existing(transaction, params.application, body.name);
        return save(transaction, body, before);
      }),
    delete: ({ input: { params } }) =>
      store.write(`application ${idOf(params.application)}`, async (transaction) => {
        await existing(transaction, params.application, params.application);
        await deleteWithAllThatBelongs(transaction, idOf(params.application));
      }),
  };
};

async function existing(
  transaction: ObjectTransaction,
  application: string,
  name: string | undefined,
): Promise<Stored> {
  if (name !== undefined && idOf(name) !== idOf(application)) {
    throw invalid(
      `name: '${name}' is not the application in the path, '${application}'; an application cannot be renamed`,
    );
  }
  const found = await transaction.get('application', idOf(application));
  if (!found) throw missing(application);
  return found;
}

/** Pipelines and strategies go with their application; a project left with none goes too. Source: metadata A2. */
async function deleteWithAllThatBelongs(transaction: ObjectTransaction, application: string): Promise<void> {
  for (const type of ['pipeline', 'strategy'] as const) {
    for (const { id } of await transaction.list(type, { application })) await transaction.delete(type, id);
  }
  for (const project of await transaction.list('project')) {
    const config = (project.body['config'] ?? {}) as { applications?: string[] };
    const applications = config.applications ?? [];
    const left = applications.filter((name) => idOf(name) !== application);
    if (left.length === applications.length) continue;
    if (left.length === 0) await transaction.delete('project', project.id);
    else
      await transaction.put('project', {
        ...project,
        body: { ...project.body, config: { ...config, applications: left } },
      });
  }
  await transaction.delete('application', application);
}

const providersOf = ({ cloudProviders }: Attributes): string[] =>
  [cloudProviders ?? []]
    .flat()
    .flatMap((list) => list.split(','))
    .map((name) => name.trim())
    .filter(Boolean);

function checkEmail({ email, name }: Attributes): void {
  if (typeof email === 'string' && /^[^\s@]+@[^\s@]+$/.test(email.trim())) return;
  const message = email
    ? `email: '${String(email)}' is not an e-mail address`
    : `email: application ${name} needs the e-mail address of its owner`;
  throw invalid(`Validation Failed: ${message}`, { errors: [message] });
}

function cleaned(attributes: Attributes): Record<string, unknown> {
  const { cloudProviders } = attributes;
  const body: Record<string, unknown> = { trafficGuards: [], ...attributes };
  if (Array.isArray(cloudProviders)) body['cloudProviders'] = cloudProviders.join(',');
  return Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== null && value !== undefined),
  );
}
