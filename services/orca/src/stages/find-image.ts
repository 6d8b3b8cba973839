import type { Context } from '@gennaker/contracts/orca';
import { AppError, invalid } from '@gennaker/kernel';
import { defineStage, succeeded } from '@gennaker/sdk';
import { z } from 'zod';
import { accountOf, applicationOf, clusterOf, locationsOf, place } from './server-groups/place.ts';

const Summary = z.looseObject({
  serverGroupName: z.string(),
  imageId: z.string().optional(),
  imageName: z.string().optional(),
  image: z.record(z.string(), z.unknown()).default({}),
  buildInfo: z.record(z.string(), z.unknown()).optional(),
});
type Summary = z.infer<typeof Summary>;

const FindImage = z.looseObject({
  ...place,
  onlyEnabled: z.boolean().default(true).describe('Only server groups that take traffic.'),
  selectionStrategy: z
    .enum(['LARGEST', 'NEWEST', 'OLDEST', 'FAIL'])
    .default('NEWEST')
    .describe('Which one of several; FAIL: none.'),
  imageNamePattern: z.string().optional().describe('A regular expression over the whole name.'),
});

/** Finds what a cluster runs, for a stage that deploys it elsewhere. Source: orca `FindImageFromClusterStage`. */
export const findImageAs = (type: string) =>
  defineStage({
    type,
    label: 'Find image from cluster',
    description: 'Finds what a cluster runs, so that a later stage can deploy it.',
    context: FindImage,
    tasks: {
      findImage: {
        effect: async ({ context, execution, refId }, { clouddriver }) => {
          const { cloudProvider, imageNamePattern, selectionStrategy, onlyEnabled } = context;
          const inCluster = {
            application: applicationOf(context, execution.application),
            account: accountOf(context),
            cluster: clusterOf(context),
            provider: cloudProvider,
          };
          const details: Context[] = [];
          for (const scope of locationsOf(context)) {
            const found = await clouddriver.infrastructure
              .targetSummary({
                params: { ...inCluster, scope, target: selectionStrategy, summary: 'images' },
                query: { onlyEnabled },
              })
              .catch((error: unknown) => {
                throw why(error, { ...inCluster, scope });
              });
            const summaries = z.array(Summary).parse(found['summaries']);
            const summary = summaries.find(({ imageName }) => isNamed(imageName, imageNamePattern));
            if (!summary)
              throw invalid(
                `imageNamePattern: no image of cluster ${inCluster.cluster} in ${scope} has a name like '${imageNamePattern}'`,
              );
            details.push({ ...detailOf(summary, cloudProvider), region: scope, refId });
          }
          const artifacts = details.map((detail) => artifactOf(detail, cloudProvider));
          return succeeded({
            context: { amiDetails: details, artifacts },
            outputs: { deploymentDetails: details, artifacts, inferredRegions: [] },
          });
        },
      },
    },
  });

/** The word that Deck writes. */
export const findImage = findImageAs('findImage');

function why(
  error: unknown,
  { cluster, application, scope }: { cluster: string; application: string; scope: string },
): unknown {
  if (!(error instanceof AppError) || error.code !== 'notFound') return error;
  if (error.message.startsWith('More than one'))
    return invalid(`Multiple possible server groups present in ${scope}: ${error.message}`, { cause: error });
  return invalid(`Could not find cluster '${cluster}' for '${application}' in '${scope}'.`, { cause: error });
}

function isNamed(name: string | undefined, pattern: string | undefined): boolean {
  if (!pattern) return true;
  try {
    return new RegExp(`^(?:${pattern})$`).test(name ?? '');
  } catch (error) {
    throw invalid(`imageNamePattern: '${pattern}' is not a regular expression`, { cause: error });
  }
}

const detailOf = (
  { image, imageId, imageName, serverGroupName, buildInfo }: Summary,
  cloudProvider: string,
) => ({
  ...image,
  ...buildInfo,
  ami: imageId,
  imageId,
  imageName,
  cloudProvider,
  sourceServerGroup: serverGroupName,
});

/** What a later stage deploys: the artifact itself where the cloud knows it, else the image. */
const artifactOf = ({ artifact, imageName, imageId, region }: Context, cloudProvider: string): Context =>
  (artifact as Context | undefined) ?? {
    type: `${cloudProvider}/image`,
    name: imageName,
    location: region,
    reference: imageId,
  };
