import { Link } from '@tanstack/react-router';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { Loading } from '../../ui/loading.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { Time } from '../../ui/time.tsx';
import { useNow } from '../../ui/use-now.ts';
import { say } from '../../words/say.ts';
import { executionStatus } from '../executions/stages.ts';
import { numberOf, starterOf } from '../executions/subject-of.ts';
import { whyOf } from '../executions/why-of.ts';
import { words } from './words.ts';
import css from './latest-executions.module.css';

const SHOWN = 14;

interface LatestExecutionsProps {
  executions: readonly PipelineExecution[];
  isRead: boolean;
  /** It is of so many applications only. */
  ofFirst?: number;
}

/** What runs and what ran last, across applications: what runs or waits stands first. */
export function LatestExecutions({ executions, isRead, ofFirst }: LatestExecutionsProps) {
  const now = useNow(10_000);
  const isOpen = ({ status }: PipelineExecution) =>
    ['RUNNING', 'PAUSED', 'NOT_STARTED', 'BUFFERED'].includes(status);
  const shown = executions
    .toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || (b.buildTime ?? 0) - (a.buildTime ?? 0))
    .slice(0, SHOWN);
  return (
    <aside className={css.latest} aria-label={words.executions}>
      <h2>{words.executions}</h2>
      {ofFirst !== undefined && <p className="text-3">{say(words.executionsOf, { count: ofFirst })}</p>}
      {shown.length === 0 &&
        (isRead ? (
          <p className="text-3">{words.noExecutions}</p>
        ) : (
          <Loading what={words.executions} rows={4} />
        ))}
      <ul>
        {shown.map((execution) => {
          const why =
            isOpen(execution) || execution.status === 'TERMINAL' ? whyOf(execution, now) : undefined;
          return (
            <li key={execution.id}>
              <Link
                to="/applications/$application/executions/details/$id"
                params={{ application: execution.application, id: execution.id }}
                className={css.execution}
              >
                <StatusGlyph status={executionStatus(execution)} />
                <span className={css.words}>
                  <span className="cut">
                    <b>{execution.application}</b> <span className="text-2">{execution.name}</span>
                  </span>
                  <span className="text-3 cut">
                    {numberOf(execution)}, {why ? why.reason : starterOf(execution)}
                  </span>
                </span>
                <span className="text-3">
                  <Time at={execution.startTime ?? execution.buildTime ?? 0} />
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </aside>
  );
}
