import { ExpressionError } from '../failure.ts';
import { artifactFunctions } from './artifact.ts';
import { conversionFunctions } from './conversion.ts';
import { dataFunctions, doNotEval } from './data.ts';
import { deploymentFunctions } from './deployment.ts';
import { functionTable, type FunctionCall, type FunctionTable } from './function.ts';
import { serviceFunctions } from './service.ts';
import { stageFunctions } from './stage.ts';

/** Functions of the original that fetch over the network; they answer with a clear failure. */
const NETWORK_FUNCTIONS = ['fromUrl', 'jsonFromUrl', 'yamlFromUrl', 'propertiesFromUrl', 'fetchReference'];

const notFetched =
  (name: string): FunctionCall =>
  () => {
    throw new ExpressionError(
      'Unsupported',
      `#${name} is not supported: expressions fetch nothing over the network. Use a webhook stage and read its output`,
      { code: 'unsupported' },
    );
  };

const signatures: Record<string, FunctionCall> = {
  ...conversionFunctions,
  ...dataFunctions,
  ...stageFunctions,
  ...artifactFunctions,
  ...deploymentFunctions,
  ...serviceFunctions,
  ...Object.fromEntries(NETWORK_FUNCTIONS.map((name) => [`${name}(String)`, notFetched(name)])),
};

/** Every helper function. */
export const functions: FunctionTable = functionTable({ ...signatures, 'doNotEval(Object)': doNotEval });
export const functionsWithoutDoNotEval: FunctionTable = functionTable(signatures);

/** Functions whose first argument is the execution, put in by text replacement. */
const EXECUTION_FUNCTIONS = [
  'stage',
  'stageByRefId',
  'stageExists',
  'judgment',
  'judgement',
  'currentStage',
  'triggerResolvedArtifact',
  'triggerResolvedArtifactByType',
  'resolvedArtifacts',
  'deployedServerGroups',
  'manifestLabelValue',
  'cfServiceKey',
  'pipelineId',
  'pipelineIdOrNull',
  'pipelineIdInApplication',
];
const CALLS = new RegExp(`#(${EXECUTION_FUNCTIONS.join('|')})\\(`, 'g');
const ALIAS = 'deployedServerGroups';

/** Gives execution-aware functions their execution, in the text as the original does. Source: orca-core `PipelineExpressionEvaluator`. */
export function withExecutionArgument(template: string): string {
  let text = template.replace(CALLS, '#$1( #root.execution, ');
  if (text.includes(ALIAS) && !text.includes(`#${ALIAS}( #root.execution, `))
    text = text.replaceAll(ALIAS, `#${ALIAS}( #root.execution)`);
  return text;
}
