import { AppError, conflict } from '@gennaker/kernel';
import { clusterName, latestSlot, monikerOf, nextServerGroupName, type OperationTools } from '@gennaker/sdk';
import { ifThere } from '../accounts/if-there.ts';
import type { LocalAccount } from '../accounts/local-account.ts';
import { REGION } from '../accounts/region.ts';
import type { NewServerGroup } from './description.ts';

type Tools = OperationTools<LocalAccount>;

/** Which step of which operation made a server group. */
const MADE_BY = 'gennaker.io/operation';

/** Twins that deploy into one cluster take the same name now and then; more than this is no accident. */
const TRIES = 5;

/**
 * Makes the next server group of a cluster. Ends when its processes are about to start: whether they
 * become healthy is for whoever waits for them.
 */
export async function deploy(wanted: NewServerGroup, tools: Tools): Promise<Record<string, unknown>[]> {
  const { application, stack, freeFormDetails: detail, capacity } = wanted;
  const { account, log } = tools;
  const cluster = clusterName({ app: application, stack, detail });
  log.update('DEPLOY', `Looking for the next name in cluster ${cluster}`);
  for (let tried = 0; tried < TRIES; tried++) {
    const { name, ancestor } = await tools.step(`name ${tried}`, () => nextName(account, cluster));
    log.update('DEPLOY', `Deploying ${name}: ${capacity.desired} × ${wanted.command.join(' ')}`);
    const created = await tools.step(`create ${tried}`, (key) =>
      create({ name, cluster, wanted, key }, account),
    );
    if (!created) continue;
    log.update('DEPLOY', `Deployed ${name} to ${REGION}`);
    return [
      ...(ancestor === undefined ? [] : [{ ancestorServerGroupNameByRegion: { [REGION]: ancestor } }]),
      deployResult(account.name, name, capacity),
    ];
  }
  throw conflict(
    `No name for a new server group of ${cluster} could be had in ${TRIES} tries: others deploy into it. Try again.`,
  );
}

async function nextName(
  account: LocalAccount,
  cluster: string,
): Promise<{ name: string; ancestor?: string }> {
  const groups = await account.call((client) => client.serverGroups.list({ query: {} }));
  const taken = groups
    .filter((group) => group.cluster === cluster)
    .map(({ name, createdTime }) => ({ name, createdTime, sequence: monikerOf(name)?.sequence }));
  return { name: nextServerGroupName({ cluster, region: REGION }, taken), ancestor: latestSlot(taken)?.name };
}

interface Creation {
  name: string;
  cluster: string;
  wanted: NewServerGroup;
  key: string;
}

/** @returns false when another has the name */
async function create({ name, cluster, wanted, key }: Creation, account: LocalAccount): Promise<boolean> {
  const {
    account: _account,
    region: _region,
    application,
    stack,
    freeFormDetails: detail,
    workingDirectory = '.',
    ...spec
  } = wanted;
  const moniker = { app: application, cluster, stack, detail, sequence: monikerOf(name)?.sequence };
  try {
    await account.call((client) =>
      client.serverGroups.create({
        params: { name },
        body: {
          ...spec,
          name,
          application,
          cluster,
          moniker,
          workingDirectory,
          annotations: { [MADE_BY]: key },
          operationId: key,
        },
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    // The agent remembers operations for a while only; what it made remembers for as long as it lives.
    const there = await account.call((client) => ifThere(client.serverGroups.get({ params: { name } })));
    return there?.annotations[MADE_BY] === key;
  }
}

/** Source: clouddriver `DeploymentResult`. */
const deployResult = (account: string, name: string, capacity: NewServerGroup['capacity']) => ({
  serverGroupNames: [`${REGION}:${name}`],
  serverGroupNameByRegion: { [REGION]: name },
  messages: [],
  deployedNames: [name],
  deployedNamesByLocation: { [REGION]: [name] },
  createdArtifacts: [],
  deployments: [
    { cloudProvider: 'local', account, location: REGION, serverGroupName: name, capacity, metadata: {} },
  ],
});
