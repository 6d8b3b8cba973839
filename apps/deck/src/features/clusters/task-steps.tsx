import { useQuery } from '@tanstack/react-query';
import { failureOf } from '../../api/failure-of.ts';
import { Duration } from '../../ui/duration.tsx';
import { Loading } from '../../ui/loading.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { WhyLine } from '../../ui/why-line.tsx';
import { say } from '../../words/say.ts';
import { duration } from '../../words/time.ts';
import { isRunning, taskQuery } from './queries.ts';
import { taskErrors } from './task-errors.ts';
import { words } from './words.ts';
import css from './task-steps.module.css';

/** The steps of an operation, live, and why it failed when it did. */
export function TaskSteps({ id }: { id: string }) {
  const { data: task, error } = useQuery(taskQuery(id));
  if (!task)
    return error ? (
      <p role="alert">{say(words.taskUnread, { message: failureOf(error).message })}</p>
    ) : (
      <Loading what={words.taskSteps} rows={3} />
    );
  const { status, steps, startTime, endTime } = task;
  const errors = taskErrors(task);
  return (
    <div className={css.task}>
      <ol className={css.steps} aria-label={words.taskSteps}>
        {steps.map((step, index) => {
          const { startTime: from, endTime: to } = step as { startTime?: number; endTime?: number };
          return (
            <li key={`${step.name} ${index}`}>
              <StatusGlyph status={step.status} />
              <span className="cut">{inWords(step.name)}</span>
              <span className="text-3">{from !== undefined && <Duration from={from} to={to} />}</span>
            </li>
          );
        })}
      </ol>
      {isRunning(status) && <p className="text-3">{words.taskRunning}</p>}
      {status === 'SUCCEEDED' && (
        <p role="status" className="text-2">
          {say(words.taskDone, { time: duration((endTime ?? 0) - (startTime ?? endTime ?? 0)) })}
        </p>
      )}
      {!isRunning(status) && status !== 'SUCCEEDED' && (
        <div role="alert">
          <WhyLine
            status={status}
            reason={status === 'CANCELED' ? words.taskStopped : words.taskFailed}
            more={errors.join(' ')}
          />
        </div>
      )}
    </div>
  );
}

/** `waitForCapacityMatch` is «Wait for capacity match». */
function inWords(name: string): string {
  const text = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
