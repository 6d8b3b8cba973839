import type { PipelineExecution } from '@gennaker/contracts/orca';
import { executionLines } from './stage-lines.ts';

/** Shows an execution as it goes on. */
export interface LiveView {
  show(execution: PipelineExecution): void;
  /** Leaves the last picture standing; prompts may be printed after it. */
  pause(): void;
  end(): void;
}

/** Redraws a block of lines in a terminal, also the running times. */
export function drawnView(): LiveView {
  let drawn = 0;
  let last: PipelineExecution | undefined;
  const draw = (): void => {
    if (!last) return;
    const width = process.stdout.columns || 120;
    const lines = executionLines(last, Date.now()).map((line) => cut(line, width));
    if (drawn > 0) process.stdout.write(`\u001b[${drawn}A\u001b[0J`);
    process.stdout.write(`${lines.join('\n')}\n`);
    drawn = lines.length;
  };
  const timer = setInterval(draw, 500);
  return {
    show(execution) {
      last = execution;
      draw();
    },
    pause() {
      drawn = 0;
    },
    end() {
      clearInterval(timer);
      draw();
    },
  };
}

const ESCAPES = /\u001b\[[0-9;]*m/g;

/** Cuts a line to the terminal's width, so that it stays one line. */
function cut(line: string, width: number): string {
  const excess = line.replace(ESCAPES, '').length - width;
  return excess <= 0 ? line : `${line.slice(0, line.length - excess - 1)}…\u001b[0m`;
}
