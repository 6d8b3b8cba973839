import { graphFaults } from '@gennaker/contracts/pipeline';
import type { Context, PipelineRequest, StageExecution } from '@gennaker/contracts/orca';
import { invalid, type NewId } from '@gennaker/kernel';

type StageConfig = PipelineRequest['stages'][number];

/** Fields of a stage itself; every other one belongs to its context. */
const OWN = new Set([
  'id',
  'refId',
  'type',
  'name',
  'requisiteStageRefIds',
  'startTimeExpiry',
  'parentStageId',
  'syntheticStageOwner',
]);

/**
 * Makes the stages of an execution from their configuration. Without any refId they follow one another.
 *
 * @param options `keepName`: the name is also a field of the job, e.g. that of a load balancer
 * @throws AppError `invalid` with each fault of the graph
 */
export function stagesOf(
  configs: readonly StageConfig[],
  newId: NewId,
  { keepName = false }: { keepName?: boolean } = {},
): StageExecution[] {
  const errors = graphFaults(configs);
  if (errors.length > 0) throw invalid(`The pipeline cannot be run: ${errors.join('; ')}`, { errors });
  return inLine(configs).map((config) => {
    const { refId, type, name, requisiteStageRefIds, startTimeExpiry } = config;
    return {
      id: newId(),
      refId: String(refId),
      type,
      name: name || type,
      status: 'NOT_STARTED',
      ...(typeof startTimeExpiry === 'number' ? { startTimeExpiry } : {}),
      context: keepName && name ? { name, ...contextOf(config) } : contextOf(config),
      outputs: {},
      tasks: [],
      requisiteStageRefIds: requisiteStageRefIds ?? [],
    };
  });
}

function inLine(configs: readonly StageConfig[]): StageConfig[] {
  if (configs.some(({ refId }) => refId !== undefined)) {
    const free = configs.findIndex(({ refId }) => refId === undefined);
    if (free >= 0) throw invalid(`stages[${free}].refId: give it a refId, since other stages have one`);
    return [...configs];
  }
  return configs.map((config, index) => ({
    ...config,
    refId: String(index),
    requisiteStageRefIds: index === 0 ? [] : [String(index - 1)],
  }));
}

const contextOf = (config: StageConfig): Context =>
  Object.fromEntries(Object.entries(config).filter(([key, value]) => !OWN.has(key) && value !== null));
