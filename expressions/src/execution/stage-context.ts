import { JsonMap, LayeredMap } from '../values/collection.ts';
import { fromJson } from '../values/json.ts';
import type { JavaMap, Value } from '../values/value.ts';
import { ancestorsOf } from './ancestors.ts';
import { recordOf, type StageData } from './model.ts';

/** A stage's context: its own keys first, then the nearest ancestor's outputs. */
export function stageContext(stage: StageData): JavaMap {
  const own = new JsonMap(recordOf(stage.json, 'context'), fromJson);
  return new LayeredMap(own, ancestorLookup(stage), 'com.netflix.spinnaker.orca.pipeline.model.StageContext');
}

/** Looks a name up in the outputs of a stage's ancestors, nearest first. */
export function ancestorLookup(stage: StageData): (name: string) => Value | undefined {
  let outputs: JavaMap[] | undefined;
  return (name) => {
    outputs ??= ancestorsOf(stage).map(
      (ancestor) => new JsonMap(recordOf(ancestor.json, 'outputs'), fromJson),
    );
    const holder = outputs.find((map) => map.has(name));
    return holder?.get(name);
  };
}
