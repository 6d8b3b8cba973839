import type { Context, ExecutionStatus, PipelineExecution } from '@gennaker/contracts/orca';

export interface Page {
  limit: number;
  offset?: number;
  statuses?: readonly ExecutionStatus[];
}

export interface Search extends Page {
  /** Undefined: any. */
  application: string | undefined;
  /** Empty: any. */
  triggerTypes?: readonly string[];
  pipelineName?: string | undefined;
  eventId?: string | undefined;
  /** A subset of the trigger. */
  trigger?: Context | undefined;
  /** buildTime between, epoch ms, both included. */
  from?: number;
  until?: number;
  /** Oldest first. */
  reverse?: boolean;
}

/** Looking at executions. `sqlExecutionStore` implements it; `executionStoreSuite` says what each must do. */
export interface ExecutionStore {
  /** @throws AppError `notFound` */
  get(id: string): Promise<PipelineExecution>;
  find(ids: readonly string[]): Promise<PipelineExecution[]>;
  /** The newest of each config, newest first. */
  ofConfigs(configIds: readonly string[], page: Page): Promise<PipelineExecution[]>;
  /** The newest pipeline runs of an application. */
  pipelinesOf(
    application: string,
    page: Page & { configLimit?: number; nameFilter?: string },
  ): Promise<PipelineExecution[]>;
  /** The newest ad-hoc operations of an application. */
  tasksOf(application: string, page: Page): Promise<PipelineExecution[]>;
  search(search: Search): Promise<PipelineExecution[]>;
  /** An execution of the type that is not complete and has this correlation id. */
  correlated(
    type: 'PIPELINE' | 'ORCHESTRATION',
    correlationId: string,
  ): Promise<PipelineExecution | undefined>;
  newestOf(pipelineConfigId: string): Promise<PipelineExecution | undefined>;
  countRunning(configIds: readonly string[]): Promise<Map<string, number>>;
  /**
   * @throws AppError `notFound`
   * @throws AppError `conflict` while it is not complete
   */
  delete(id: string): Promise<void>;
}
