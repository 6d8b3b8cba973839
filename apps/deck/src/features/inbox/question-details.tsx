import { Link } from '@tanstack/react-router';
import type { StageExecution } from '@gennaker/contracts/orca';
import { Duration } from '../../ui/duration.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { Time } from '../../ui/time.tsx';
import { say } from '../../words/say.ts';
import { JudgmentCard } from '../executions/judgment-card.tsx';
import { statusOf } from '../executions/stages.ts';
import { numberOf, starterOf } from '../executions/subject-of.ts';
import { stagesAfter, stagesBefore, type Waiting } from './waiting.ts';
import { words } from './words.ts';
import css from './question-details.module.css';

/** A question with what a person needs to answer it: who asks, what ran, what follows. */
export function QuestionDetails({ waiting }: { waiting: Waiting }) {
  const { execution, stage } = waiting;
  const { application, id, trigger } = execution;
  const parameters = Object.entries(trigger.parameters ?? {}).filter(([, value]) => value !== '');
  const before = stagesBefore(waiting);
  const after = stagesAfter(waiting);
  return (
    <article className={css.details}>
      <header className={css.head}>
        <p>
          <b>{application}</b>
          <span className="text-2">
            {' '}
            {execution.name} {numberOf(execution)}. {say(words.asked, { user: starterOf(execution) })}
            {execution.startTime !== undefined && (
              <>
                {', '}
                <Time at={execution.startTime} />
              </>
            )}
          </span>
        </p>
        <Link
          className="link"
          to="/applications/$application/executions/details/$id"
          params={{ application, id }}
          search={{ stage: stage.id }}
        >
          {say(words.openExecution, { number: numberOf(execution) })}
        </Link>
      </header>
      <JudgmentCard execution={execution} stage={stage} />
      <section>
        <h3>{words.ifApproved}</h3>
        <p className="text-2">{after.length === 0 ? words.endsThere : words.ifApprovedMore}</p>
        <Stages stages={after} />
      </section>
      <section>
        <h3>{words.ifRejected}</h3>
        <p className="text-2">{words.ifRejectedMore}</p>
      </section>
      <section>
        <h3>{words.ran}</h3>
        {before.length === 0 && <p className="text-2">{words.ranNothing}</p>}
        <Stages stages={before} />
      </section>
      {parameters.length > 0 && (
        <section>
          <h3>{words.parameters}</h3>
          <dl className={css.parameters}>
            {parameters.map(([name, value]) => (
              <div key={name}>
                <dt className="text-3">{name}</dt>
                <dd className="mono">{String(value)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </article>
  );
}

const Stages = ({ stages }: { stages: readonly StageExecution[] }) =>
  stages.length > 0 && (
    <ol className={css.stages}>
      {stages.map((one) => (
        <li key={one.id}>
          <StatusGlyph status={statusOf(one)} size={14} />
          <span className="cut">{one.name}</span>
          {one.startTime !== undefined && one.endTime !== undefined && (
            <span className="text-3">
              <Duration from={one.startTime} to={one.endTime} />
            </span>
          )}
        </li>
      ))}
    </ol>
  );
