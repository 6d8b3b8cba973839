import {
  executionObject,
  field,
  isRecord,
  recordOf,
  triggerJson,
  type ExecutionData,
  type Json,
} from './execution/model.ts';
import { EntryMap, JsonMap, LayeredMap } from './values/collection.ts';
import { fromJson } from './values/json.ts';
import { JavaObject, type JavaMap, type Value } from './values/value.ts';

/**
 * The root object of an expression: the context's own keys, then what Spinnaker adds (`execution`, `trigger`,
 * `parameters`, `scmInfo`), then the lookup.
 * Source: orca-core `ContextParameterProcessor.precomputeValues`.
 */
export function rootMap(
  context: Record<string, unknown>,
  execution: ExecutionData | undefined,
  lookup?: (name: string) => unknown,
): JavaMap {
  const own = new JsonMap(context, fromJson);
  const added: [string, Value][] = [];
  if (execution) added.push(['execution', executionObject(execution)]);
  const trigger = field(context, 'trigger') ?? (execution && triggerJson(execution));
  if (trigger !== undefined) added.push(['trigger', fromJson(trigger)]);
  const triggerFields = isRecord(trigger) ? trigger : {};
  added.push(['scmInfo', scmInfo(triggerFields)]);
  const parameters = recordOf(triggerFields, 'parameters');
  added.push([
    'parameters',
    Object.keys(parameters).length > 0 ? fromJson(parameters) : fromJson(field(context, 'parameters') ?? {}),
  ]);
  const extra = new EntryMap(added);
  const merged = new MergedMap(extra, own);
  return lookup ? new LayeredMap(merged, (name) => found(lookup(name)), merged.className) : merged;
}

const found = (value: unknown): Value | undefined => (value === undefined ? undefined : fromJson(value));

/** The commit a build was made of: the first branch that is neither master nor develop, else the first. */
function scmInfo(trigger: Json): Value {
  const scm = field(recordOf(trigger, 'buildInfo'), 'scm');
  const commits = Array.isArray(scm) ? scm.filter(isRecord) : [];
  const chosen =
    commits.find((commit) => !['master', 'develop'].includes(String(field(commit, 'branch')))) ?? commits[0];
  return chosen ? new JavaObject('SourceControl', { json: chosen }) : null;
}

/** Two maps read as one; the first wins. */
class MergedMap extends LayeredMap {
  private readonly first: JavaMap;
  private readonly second: JavaMap;

  constructor(first: JavaMap, second: JavaMap) {
    super(first, (name) => (second.has(name) ? second.get(name) : undefined), 'java.util.HashMap');
    this.first = first;
    this.second = second;
  }

  override has(key: Value): boolean {
    return this.first.has(key) || this.second.has(key);
  }

  override get(key: Value): Value {
    return this.first.has(key) ? this.first.get(key) : this.second.get(key);
  }

  override keys(): Value[] {
    return [...this.second.keys(), ...this.first.keys().filter((key) => !this.second.has(key))];
  }

  override get size(): number {
    return this.keys().length;
  }
}
