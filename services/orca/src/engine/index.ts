export { createEngine, type By, type Engine, type EngineDeps } from './engine.ts';
export type { RunInfo } from './task-runner.ts';
