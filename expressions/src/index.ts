export { containsExpression, evaluate, type EvaluateOptions, type Evaluation } from './evaluate.ts';
export type { Failure } from './summary.ts';
export { defaultLimits, type Limits } from './limits.ts';
