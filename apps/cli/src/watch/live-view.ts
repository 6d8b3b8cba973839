import { stripVTControlCharacters } from 'node:util';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { executionLines } from './stage-lines.ts';

/** Shows an execution as it goes on. */
export interface LiveView {
  show(execution: PipelineExecution): void;
  /** Leaves the last picture standing while a person is asked; `show` goes on below. */
  pause(): void;
  resume(): void;
  end(): void;
}

const REDRAW_MS = 500;

/** Redraws a block of lines in a terminal, also the running times. It never grows beyond the window. */
export function drawnView(): LiveView {
  let drawn = 0;
  let isPaused = false;
  let last: PipelineExecution | undefined;
  const draw = (): void => {
    if (!last || isPaused) return;
    const { columns, rows } = process.stdout;
    const lines = fitted(executionLines(last, Date.now()), rows - 1).map((line) => cut(line, columns));
    if (drawn > 0) process.stdout.write(`\u001b[${drawn}A\u001b[0J`);
    process.stdout.write(`${lines.join('\n')}\n`);
    drawn = lines.length;
  };
  const timer = setInterval(draw, REDRAW_MS);
  return {
    show(execution) {
      last = execution;
      draw();
    },
    pause() {
      isPaused = true;
    },
    resume() {
      isPaused = false;
      drawn = 0;
      draw();
    },
    end() {
      clearInterval(timer);
      isPaused = false;
      draw();
    },
  };
}

/** Leaves out lines from the middle: the title and what happens last are what people look at. */
function fitted(lines: string[], rows: number): string[] {
  if (lines.length <= rows || rows < 4) return lines.slice(0, Math.max(rows, 1));
  return [...lines.slice(0, 2), '  …', ...lines.slice(lines.length - (rows - 3))];
}

const ESCAPE = /^\u001b\[[0-9;]*m/;

/** Cuts a line to the terminal's width, so that it stays one line; colours take no room. */
export function cut(line: string, columns: number): string {
  if (stripVTControlCharacters(line).length <= columns) return line;
  let kept = '';
  for (let room = columns - 1, rest = line; room > 0 && rest !== '';) {
    const escape = ESCAPE.exec(rest)?.[0];
    kept += escape ?? rest[0];
    rest = rest.slice(escape?.length ?? 1);
    if (escape === undefined) room--;
  }
  return `${kept}…\u001b[0m`;
}
