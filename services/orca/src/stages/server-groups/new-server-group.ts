import type { Context } from '@gennaker/contracts/orca';
import type { StageView } from '@gennaker/sdk';
import { strategyFields } from '../../strategies/strategy.ts';
import { boundArtifact } from '../artifacts/bound-artifact.ts';
import type { DeploymentContext } from './deployment.ts';
import { accountOf, locationsOf } from './place.ts';
import { newClusterOf } from './source.ts';
import { ownFields } from './target.ts';

/** What the stage keeps for itself; everything else is for the cloud. */
const KEPT = new Set([
  ...Object.keys(strategyFields),
  'enabledBefore',
  'useSourceCapacity',
  'preferSourceCapacity',
  'artifactId',
  'deployments',
  'waitsBecause',
  'lastCapacityCheck',
  'expressionEvaluationSummary',
  'exception',
  'type',
  'name',
]);
const isForCloud = (key: string): boolean =>
  !KEPT.has(key) && !key.startsWith('kato.') && !key.startsWith('deploy.');

/** The description that a cloud makes a server group by. */
export function newServerGroup(
  stage: StageView<DeploymentContext>,
  operation: 'createServerGroup' | 'cloneServerGroup',
): Context {
  const { context } = stage;
  const account = accountOf(context);
  const fields = Object.fromEntries(Object.entries(ownFields(context)).filter(([key]) => isForCloud(key)));
  if (operation === 'createServerGroup' && context['source'] !== undefined) delete fields['source'];
  return {
    ...fields,
    ...imageFor(stage),
    ...(operation === 'createServerGroup' && { application: newClusterOf(stage).application }),
    account,
    credentials: account,
    region: locationsOf(context)[0],
  };
}

/** What is deployed, unless the stage says it itself: a bound artifact, else what a stage upstream has found. */
function imageFor(stage: StageView<DeploymentContext>): Context {
  const { context, lookup } = stage;
  if (context.artifactId !== undefined)
    return { artifact: boundArtifact(stage as StageView, context.artifactId) };
  if (context['artifact'] !== undefined || context['imageId'] !== undefined) return {};
  const details = lookup('deploymentDetails');
  const [region] = locationsOf(context);
  const found = (Array.isArray(details) ? (details as Context[]) : []).find(
    (image) =>
      image['cloudProvider'] === context.cloudProvider &&
      (image['region'] === undefined || image['region'] === region || image['zone'] === region),
  );
  if (!found) return {};
  const { imageId, imageName, artifact } = found;
  return { imageId, imageName, ...(artifact !== undefined && { artifact }) };
}
