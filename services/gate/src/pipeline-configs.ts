import type { PipelineConfig } from '@gennaker/contracts/front50';
import { notFound } from '@gennaker/kernel';
import type { Clients } from './clients.ts';

/** A saved pipeline by its exact name, else by its id. @throws AppError `notFound`, naming both */
export async function configNamed(
  front50: Clients['front50'],
  application: string,
  nameOrId: string,
): Promise<PipelineConfig> {
  const all = await front50.pipelines.ofApplication({ params: { application } });
  const found = all.find(({ name }) => name === nameOrId) ?? all.find(({ id }) => id === nameOrId);
  if (found) return found;
  throw notFound(`Pipeline configuration not found (nameOrId: ${nameOrId} in application ${application})`);
}
