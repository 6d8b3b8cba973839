import type { PipelineConfig } from '@gennaker/contracts/front50';
import { graphFaults } from '@gennaker/contracts/pipeline';
import { AppError, invalid } from '@gennaker/kernel';

/** Name and application are what a pipeline cannot be without. Source: front50 `PipelineController#validatePipeline`. */
export function checkNamed(pipeline: PipelineConfig): { name: string; application: string } {
  const name = pipeline.name?.trim();
  const application = pipeline.application?.trim();
  if (name?.includes('\0')) throw invalid('name: must not hold a NUL character');
  if (name && application) return { name, application };
  throw new AppError('invalid', 'A pipeline requires name and application fields', { status: 422 });
}

/** Refuses what can never run. @throws AppError `invalid` with a line for each fault */
export function checkGraph({ stages }: PipelineConfig): void {
  const errors = graphFaults(stages ?? []);
  if (errors.length > 0) throw invalid(`The pipeline cannot be saved: ${errors.join('; ')}`, { errors });
}
