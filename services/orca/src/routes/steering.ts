import type { Context, PipelineExecution } from '@gennaker/contracts/orca';

/** What routes ask of the engine; each answers when it is committed. */
export interface Steering {
  start(execution: PipelineExecution): Promise<PipelineExecution>;
  record(execution: PipelineExecution): Promise<void>;
  cancel(id: string, by: { by: string; reason?: string | undefined }): Promise<PipelineExecution>;
  pause(id: string, by: { by: string }): Promise<PipelineExecution>;
  resume(id: string, by: { by: string }): Promise<PipelineExecution>;
  restartStage(id: string, stageId: string, by: { by: string }): Promise<PipelineExecution>;
  skipStage(id: string, stageId: string): Promise<PipelineExecution>;
  patchStage(
    id: string,
    stageId: string,
    patch: { context: Context; by: string; accounts: string[] },
  ): Promise<PipelineExecution>;
}
