import { isMap, JavaList } from './collection.ts';
import { Char, ClassRef, EnumConstant, JavaObject, MapEntry, Num, type Value } from './value.ts';

/** Java's full names of the types on the allow-list, by the simple name used in our tables. */
export const CLASS_NAMES: Record<string, string> = {
  String: 'java.lang.String',
  Integer: 'java.lang.Integer',
  Long: 'java.lang.Long',
  Float: 'java.lang.Float',
  Double: 'java.lang.Double',
  Byte: 'java.lang.Byte',
  Short: 'java.lang.Short',
  Boolean: 'java.lang.Boolean',
  Character: 'java.lang.Character',
  Math: 'java.lang.Math',
  BigInteger: 'java.math.BigInteger',
  Date: 'java.util.Date',
  Random: 'java.util.Random',
  UUID: 'java.util.UUID',
  SimpleDateFormat: 'java.text.SimpleDateFormat',
  LocalDate: 'java.time.LocalDate',
  LocalDateTime: 'java.time.LocalDateTime',
  Instant: 'java.time.Instant',
  DayOfWeek: 'java.time.DayOfWeek',
  ChronoUnit: 'java.time.temporal.ChronoUnit',
  TemporalAdjusters: 'java.time.temporal.TemporalAdjusters',
  URLEncoder: 'java.net.URLEncoder',
  Method: 'java.lang.reflect.Method',
  Execution: 'com.netflix.spinnaker.orca.pipeline.model.PipelineExecutionImpl',
  Stage: 'com.netflix.spinnaker.orca.pipeline.model.StageExecutionImpl',
  Trigger: 'com.netflix.spinnaker.orca.pipeline.model.DefaultTrigger',
  Artifact: 'com.netflix.spinnaker.kork.artifacts.model.Artifact',
  SourceControl: 'com.netflix.spinnaker.orca.pipeline.model.SourceControl',
  AuthenticationDetails:
    'com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution.AuthenticationDetails',
  ExecutionStatus: 'com.netflix.spinnaker.orca.api.pipeline.models.ExecutionStatus',
  NotEvaluableExpression: 'com.netflix.spinnaker.kork.expressions.NotEvaluableExpression',
};

/** The simple name of a value's type: the key of its table and the `type` of a golden row. */
export function typeName(value: Exclude<Value, null>): string {
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (value instanceof Num) return value.kind;
  if (value instanceof Char) return 'Character';
  if (value instanceof EnumConstant) return value.type;
  if (value instanceof ClassRef) return 'Class';
  if (value instanceof JavaList) return value.kind === 'Array' ? `${value.elementType}[]` : value.kind;
  if (value instanceof MapEntry) return 'Entry';
  if (isMap(value)) return 'Map';
  return (value as JavaObject).type;
}

/** Java's name of a value's class, as messages print it. */
export function className(value: Value): string {
  if (value === null) return 'null';
  if (value instanceof JavaList) return value.className;
  if (isMap(value)) return value.className;
  if (value instanceof MapEntry) return 'java.util.MapEntry';
  if (value instanceof ClassRef) return 'java.lang.Class';
  const name = typeName(value);
  return (Object.hasOwn(CLASS_NAMES, name) ? CLASS_NAMES[name] : undefined) ?? name;
}

const DESCRIPTORS: Record<string, string> = {
  int: 'I',
  long: 'J',
  double: 'D',
  float: 'F',
  byte: 'B',
  short: 'S',
  boolean: 'Z',
  char: 'C',
};

/** Java's name of a class of the allow-list: `java.lang.String`, `int`, `[I`, `[Ljava.lang.String;`. */
export function javaClassName(name: string): string {
  const element = name.replace(/(\[\])+$/, '');
  const dimensions = (name.length - element.length) / 2;
  const full = Object.hasOwn(CLASS_NAMES, element) ? CLASS_NAMES[element] : undefined;
  if (dimensions === 0) return full ?? name;
  return '['.repeat(dimensions) + (full === undefined ? DESCRIPTORS[element] : `L${full};`);
}
