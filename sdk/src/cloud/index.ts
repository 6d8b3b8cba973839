export * from './define-cloud.ts';
export * from './define-operation.ts';
export type * from './index-event.ts';
export * from './instance-health.ts';
export * from './traffic-guard.ts';
