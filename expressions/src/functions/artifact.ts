import { thrown } from '../failure.ts';
import { field, isRecord, recordOf, type ExecutionData, type Json } from '../execution/model.ts';
import { JavaList } from '../values/collection.ts';
import { JavaObject } from '../values/value.ts';
import { helperFailed, type FunctionCall } from './function.ts';
import { dataOf } from './stage.ts';

type Execution = JavaObject | null;

const artifactObject = (json: Json) => new JavaObject('Artifact', { json });

function boundArtifacts(execution: ExecutionData): Json[] {
  const resolved = field(recordOf(execution.json, 'trigger'), 'resolvedExpectedArtifacts');
  return (Array.isArray(resolved) ? resolved : [])
    .filter(isRecord)
    .map((expected) => field(expected, 'boundArtifact'))
    .filter(isRecord);
}

const bound =
  (key: 'name' | 'type'): FunctionCall =>
  ([given, wanted]: [Execution, string | null]) => {
    const execution = dataOf(given);
    if (wanted === null)
      throw thrown(
        'NullPointerException',
        'Cannot invoke "String.equals(Object)" because "<parameter1>" is null',
      );
    const artifact = boundArtifacts(execution).find((candidate) => field(candidate, key) === wanted);
    if (!artifact)
      throw helperFailed(
        `Unable to locate resolved artifact ${wanted} in trigger execution ${String(field(execution.json, 'id'))}.`,
      );
    return artifactObject(artifact);
  };

/** Artifacts bound by the trigger or found by stages. Source: orca-core `ArtifactExpressionFunctionProvider`. */
export const artifactFunctions: Record<string, FunctionCall> = {
  'triggerResolvedArtifact(Object,String)': bound('name'),
  'triggerResolvedArtifactByType(Object,String)': bound('type'),
  'resolvedArtifacts(Object)': ([given]: [Execution]) => {
    const execution = dataOf(given);
    const found = execution.stages.flatMap((stage) => {
      const artifacts =
        field(recordOf(stage.json, 'context'), 'resolvedExpectedArtifacts') ??
        field(recordOf(stage.json, 'outputs'), 'artifacts');
      return (Array.isArray(artifacts) ? artifacts : []).filter(isRecord);
    });
    return new JavaList(found.map(artifactObject));
  },
};
