import type { ServerGroup } from '@gennaker/contracts/clouddriver';
import { notFound } from '@gennaker/kernel';

type Json = Record<string, unknown>;

/** What a server group was made of. Source: clouddriver-core `ServerGroup.ImageSummary`. */
function imageSummary({ name, image = {}, buildInfo }: ServerGroup): Json {
  const { imageId, imageName } = image;
  return { serverGroupName: name, imageId, imageName, image, buildInfo };
}

/** @throws AppError `notFound` for a kind of summary that there is not */
export function summaryOf(group: ServerGroup, kind: string): Json {
  if (kind === 'image') return imageSummary(group);
  if (kind === 'images') return { summaries: [imageSummary(group)] };
  throw notFound(`Server group ${group.name} has no summary of type '${kind}'; there are image and images.`);
}
