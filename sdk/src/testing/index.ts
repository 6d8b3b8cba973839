export { runTask, stageView } from './run-task.ts';
