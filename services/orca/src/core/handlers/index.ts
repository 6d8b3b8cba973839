import type { MessageKind } from '../message.ts';
import { cancelExecution } from './cancel-execution.ts';
import { checkTimeout } from './check-timeout.ts';
import { completeExecution } from './complete-execution.ts';
import { completeStage } from './complete-stage.ts';
import { continueParentStage } from './continue-parent-stage.ts';
import type { Handler } from './handler.ts';
import { patchStage } from './patch-stage.ts';
import { pauseExecution } from './pause-execution.ts';
import { restartStage } from './restart-stage.ts';
import { resumeExecution } from './resume-execution.ts';
import { runTask } from './run-task.ts';
import { skipStageManually } from './skip-stage-manually.ts';
import { skipStage } from './skip-stage.ts';
import { startExecution } from './start-execution.ts';
import { startStage } from './start-stage.ts';
import { startTask } from './start-task.ts';
import { taskResult } from './task-result.ts';

/** One handler for each kind of message. */
export const handlers: { [Kind in MessageKind]: Handler<Kind> } = {
  startExecution,
  completeExecution,
  cancelExecution,
  pauseExecution,
  resumeExecution,
  startStage,
  completeStage,
  continueParentStage,
  skipStage,
  skipStageManually,
  restartStage,
  patchStage,
  startTask,
  runTask,
  checkTimeout,
  taskResult,
};
