import {
  isComplete,
  type ExecutionStatus,
  type PipelineExecution,
  type StageExecution,
} from '@gennaker/contracts/orca';
import { duration, styled } from '../terminal.ts';

const MARKS: Readonly<Record<ExecutionStatus, [mark: string, style: Parameters<typeof styled>[0]]>> = {
  NOT_STARTED: ['○', 'dim'],
  BUFFERED: ['○', 'dim'],
  RUNNING: ['●', 'blue'],
  PAUSED: ['‖', 'yellow'],
  SUSPENDED: ['‖', 'yellow'],
  SUCCEEDED: ['✓', 'green'],
  FAILED_CONTINUE: ['!', 'yellow'],
  TERMINAL: ['✗', 'red'],
  CANCELED: ['⊘', 'yellow'],
  REDIRECT: ['●', 'blue'],
  STOPPED: ['■', 'yellow'],
  SKIPPED: ['–', 'dim'],
};

export const marked = (status: ExecutionStatus, text: string): string => {
  const [mark, style] = MARKS[status];
  return styled(style, `${mark} ${text}`);
};

/** The execution's title and a line for each stage, synthetic ones indented under their parents while they matter. */
export function executionLines(execution: PipelineExecution, now: number): string[] {
  const { name, application, id, status, startTime, endTime } = execution;
  const took = startTime === undefined ? '' : duration((endTime ?? now) - startTime);
  const title = `${styled('bold', `${application} · ${name ?? 'execution'}`)} ${styled('dim', id)}  ${marked(status, status)} ${took}`;
  return [title, ...stageLines(execution, undefined, 1, now)];
}

function stageLines(
  execution: PipelineExecution,
  parentId: string | undefined,
  depth: number,
  now: number,
): string[] {
  return execution.stages
    .filter(({ parentStageId }) => parentStageId === parentId)
    .toSorted((a, b) => (a.startTime ?? Infinity) - (b.startTime ?? Infinity))
    .flatMap((stage) => {
      const isOpen = !isComplete(stage.status) || stage.status === 'TERMINAL';
      const inner =
        isOpen && stage.status !== 'NOT_STARTED' ? stageLines(execution, stage.id, depth + 1, now) : [];
      return [stageLine(execution, stage, depth, now), ...inner];
    });
}

function stageLine(execution: PipelineExecution, stage: StageExecution, depth: number, now: number): string {
  const { name, status, startTime, endTime } = stage;
  const label = marked(status, name.padEnd(Math.max(4, 44 - depth * 2)));
  const took = startTime === undefined ? '' : duration((endTime ?? now) - startTime).padStart(9);
  return `${'  '.repeat(depth)}${label} ${took}  ${styled('dim', noteOf(execution, stage))}`.trimEnd();
}

/** Why it stands where it stands, in a few words. */
function noteOf(execution: PipelineExecution, stage: StageExecution): string {
  if (stage.status === 'RUNNING' && stage.type === 'manualJudgment') {
    return `waits for your decision: gennaker judge ${execution.id} continue`;
  }
  if (stage.status === 'TERMINAL' || stage.status === 'FAILED_CONTINUE') return reasonOf(stage) ?? '';
  if (stage.status !== 'RUNNING') return '';
  return stage.tasks.find(({ status }) => status === 'RUNNING')?.name ?? '';
}

/** What a failed stage says about itself. */
export function reasonOf({ context }: StageExecution): string | undefined {
  const details = (context['exception'] as { details?: { error?: string; errors?: string[] } } | undefined)
    ?.details;
  const webhook = context['webhook'] as { error?: string } | undefined;
  return details?.errors?.[0] ?? details?.error ?? webhook?.error;
}

/** The reasons of all stages that failed, innermost first, each once. */
export function reasonsOf({ stages }: PipelineExecution): string[] {
  const failed = stages.filter(({ status }) => status === 'TERMINAL' || status === 'FAILED_CONTINUE');
  const lines = failed.flatMap((stage) => {
    const reason = reasonOf(stage);
    return reason === undefined ? [] : [{ stage: stage.name, reason }];
  });
  const seen = new Set<string>();
  return lines
    .filter(({ reason }) => !seen.has(reason) && seen.add(reason))
    .map(({ stage, reason }) => `${stage}: ${reason}`);
}
