export type * from './execution-store.ts';
export { migrations, SCHEMA } from './migrations/index.ts';
export type * from './run-store.ts';
export { fullRow, hotRow } from './rows.ts';
export { sqlExecutionStore } from './sql-execution-store.ts';
export { sqlRunStore } from './sql-run-store.ts';
export { sqlTurnStore } from './sql-turn-store.ts';
export type * from './turn-store.ts';
