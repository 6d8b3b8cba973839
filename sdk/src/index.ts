export * from './cloud/index.ts';
export * from './naming/index.ts';
export * from './stage/define-stage.ts';
export * from './stage/id-from-key.ts';
export * from './stage/plan.ts';
export * from './stage/result.ts';
export type * from './stage/tools.ts';
export type * from './stage/view.ts';
