import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus, Search } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { failureOf } from '../../api/failure-of.ts';
import { useCommands, type Command } from '../../app/commands.ts';
import { Page } from '../../app/page.tsx';
import { useRowKeys } from '../../app/use-row-keys.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Loading } from '../../ui/loading.tsx';
import { say } from '../../words/say.ts';
import { inProduction, versionOf } from '../clusters/versions.ts';
import { executionsQuery } from '../executions/queries.ts';
import { ApplicationRow } from './application-row.tsx';
import { atAGlance, matches } from './attention.ts';
import { CreateDialog } from './create-dialog.tsx';
import { LatestExecutions } from './latest-executions.tsx';
import { applicationsQuery, groupsOfAllQuery } from './queries.ts';
import { words } from './words.ts';
import css from './applications-page.module.css';

/** Executions are read for so many applications: there is no one request for all. */
const READ_FIRST = 24;

/** All applications: health at a glance, the version in production, what ran last. */
export function ApplicationsPage() {
  const { q, create } = useSearch({ from: '/applications' });
  const navigate = useNavigate({ from: '/applications' });
  const input = useRef<HTMLInputElement>(null);
  const { data, error, refetch } = useQuery(applicationsQuery);
  const names = useMemo(() => data?.map(({ name }) => name) ?? [], [data]);
  const { data: groups, error: healthError } = useQuery(groupsOfAllQuery(names));
  const runs = useQueries({ queries: names.slice(0, READ_FIRST).map((name) => executionsQuery(name)) });
  const executions = runs.flatMap((one) => one.data ?? []);

  const commands = useMemo<Command[]>(
    () => [
      { id: 'search applications', label: words.search, key: '/', run: () => input.current?.focus() },
      {
        id: 'create application',
        label: words.create,
        icon: Plus,
        run: () => void navigate({ search: (was) => ({ ...was, create: 'yes' }) }),
      },
    ],
    [navigate],
  );
  useCommands(commands);
  useRowKeys();

  const byApplication = useMemo(() => Map.groupBy(groups ?? [], ({ application }) => application), [groups]);
  const rows = (data ?? []).map((application) => {
    const own = groups && (byApplication.get(application.name) ?? []);
    return { application, groups: own, glance: atAGlance(own ?? []), production: own && inProduction(own) };
  });
  const shown = rows.filter(({ application: { name, email, description, cloudProviders }, production }) =>
    matches([name, email, description, cloudProviders, production && versionOf(production)], q),
  );
  const isBad = ({ glance }: (typeof rows)[number]) => glance.wrong.length > 0;
  const sections = [
    { title: words.attention, rows: shown.filter(isBad) },
    { title: words.all, rows: shown.filter((row) => !isBad(row)) },
  ].filter((section) => section.rows.length > 0);
  const bad = rows.filter(isBad).length;
  const createButton = (
    <Button
      kind="primary"
      icon={Plus}
      onClick={() => void navigate({ search: (was) => ({ ...was, create: 'yes' }) })}
    >
      {words.create}
    </Button>
  );

  return (
    <Page
      title={words.title}
      isFull
      facts={
        data &&
        say(words.count, { count: data.length }) + (bad > 0 ? say(words.countBad, { count: bad }) : '')
      }
      actions={createButton}
      filters={
        data &&
        data.length > 0 && (
          <label className={css.search}>
            <Search size={14} aria-hidden strokeWidth={1.75} />
            <input
              ref={input}
              type="search"
              placeholder={words.search}
              aria-label={words.search}
              value={q ?? ''}
              onChange={(event) => {
                const next = event.target.value || undefined;
                void navigate({ search: (was) => ({ ...was, q: next }), replace: true });
              }}
              onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
            />
            <kbd className="wide-only" aria-hidden>
              /
            </kbd>
          </label>
        )
      }
    >
      <div className={css.split}>
        <div className={css.list}>
          {error && !data && <Failed what={words.failed} error={error} onRetry={() => void refetch()} />}
          {!data && !error && <Loading what={words.loading} rows={6} />}
          {data?.length === 0 && <Empty title={words.none}>{words.noneMore}</Empty>}
          {data && data.length > 0 && shown.length === 0 && (
            <Empty
              title={say(words.noMatch, { q: q ?? '' })}
              action={<Button onClick={() => void navigate({ search: {} })}>{words.clear}</Button>}
            />
          )}
          {healthError && !groups && (
            <p role="status" className={css.partial}>
              {say(words.healthFailed, { message: failureOf(healthError).message })}
            </p>
          )}
          {sections.length > 0 && (
            <table className={css.table}>
              <caption className="visually-hidden">{words.title}</caption>
              <thead>
                <tr>
                  <th scope="col">{words.name}</th>
                  <th scope="col">{words.clouds}</th>
                  <th scope="col">{words.instances}</th>
                  <th scope="col">{words.production}</th>
                  <th scope="col">{words.deployed}</th>
                  <th scope="col">{words.owner}</th>
                </tr>
              </thead>
              {sections.map((section) => (
                <tbody key={section.title}>
                  {(sections.length > 1 || bad > 0) && (
                    <tr className={css.section}>
                      <th scope="rowgroup" colSpan={6}>
                        {section.title}
                      </th>
                    </tr>
                  )}
                  {section.rows.map((row) => (
                    <ApplicationRow
                      key={row.application.name}
                      {...row}
                      executions={runs[names.indexOf(row.application.name)]?.data}
                    />
                  ))}
                </tbody>
              ))}
            </table>
          )}
        </div>
        {data && data.length > 0 && (
          <LatestExecutions
            executions={executions}
            isRead={runs.every(({ isPending }) => !isPending)}
            ofFirst={names.length > READ_FIRST ? READ_FIRST : undefined}
          />
        )}
      </div>
      {create && data && (
        <CreateDialog
          taken={names}
          onClose={() => void navigate({ search: (was) => ({ ...was, create: undefined }) })}
        />
      )}
    </Page>
  );
}
