import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Page } from '../../app/page.tsx';
import { useRowKeys } from '../../app/use-row-keys.ts';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Loading } from '../../ui/loading.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { useNow } from '../../ui/use-now.ts';
import { say } from '../../words/say.ts';
import { roughly } from '../../words/time.ts';
import { numberOf, starterOf } from '../executions/subject-of.ts';
import { QuestionDetails } from './question-details.tsx';
import { waitingQuery } from './queries.ts';
import { versionIn, type Waiting } from './waiting.ts';
import { words } from './words.ts';
import css from './inbox-page.module.css';

/** What waits for a person, over all applications: the questions left, the chosen one right. */
export function InboxPage() {
  const { data, error, refetch } = useQuery(waitingQuery);
  const { stage: chosen } = useSearch({ from: '/inbox' });
  useRowKeys();
  const shown = chosen === undefined ? data?.[0] : data?.find(({ stage }) => stage.id === chosen);
  return (
    <Page
      title={words.title}
      facts={data && data.length > 0 && say(words.facts, { count: data.length })}
      isFull
    >
      {error && <Failed what={words.failed} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading what={words.loading} />}
      {data && data.length === 0 && (
        <div className={css.alone}>
          <Empty title={chosen === undefined ? words.none : words.gone}>
            {chosen === undefined ? words.noneMore : words.goneMore}
          </Empty>
        </div>
      )}
      {data && data.length > 0 && (
        <div className={css.split} data-chosen={chosen !== undefined || undefined}>
          <ul className={css.list} aria-label={words.list}>
            {data.map((waiting) => (
              <li key={waiting.stage.id}>
                <Row waiting={waiting} isOn={waiting === shown} />
              </li>
            ))}
          </ul>
          <div className={css.details}>
            {chosen !== undefined && (
              <Link to="/inbox" className={`${css.back} link narrow-only`}>
                {words.back}
              </Link>
            )}
            {shown ? (
              <QuestionDetails key={shown.stage.id} waiting={shown} />
            ) : (
              <Empty title={words.gone}>{words.goneMore}</Empty>
            )}
          </div>
        </div>
      )}
    </Page>
  );
}

function Row({ waiting: { execution, stage }, isOn }: { waiting: Waiting; isOn: boolean }) {
  const now = useNow(1_000);
  const run = `${execution.name ?? ''} ${numberOf(execution)}`;
  const facts = [versionIn(execution), run, starterOf(execution)].filter(Boolean).join(', ');
  return (
    <Link
      to="/inbox"
      search={{ stage: stage.id }}
      replace
      data-row
      className={css.row}
      aria-current={isOn || undefined}
    >
      <StatusGlyph status="AWAITING" size={16} />
      <b className="cut">{stage.name}</b>
      <span className={css.age}>{roughly(now - (stage.startTime ?? now))}</span>
      <span className={css.more}>
        <b>{execution.application}</b>
        {facts}
      </span>
    </Link>
  );
}
