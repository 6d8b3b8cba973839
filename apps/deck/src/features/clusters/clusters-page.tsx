import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
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
import { AccountPart } from './account-part.tsx';
import { ClusterFilters } from './cluster-filters.tsx';
import { passes } from './filters.ts';
import { sectionsOf } from './grouping.ts';
import { HealthMarks } from './health-marks.tsx';
import { healthCounts } from './infrastructure.ts';
import { loadBalancersQuery, serverGroupsQuery } from './queries.ts';
import { sharesOf } from './shares.ts';
import { words } from './words.ts';
import css from './clusters-page.module.css';

const FROM = '/applications/$application/clusters';

/** What runs of an application: accounts, clusters, server groups, instances, and their traffic. */
export function ClustersPage() {
  const { application } = useParams({ from: FROM });
  const search = useSearch({ from: FROM });
  const navigate = useNavigate();
  const { data: groups, error, refetch } = useQuery(serverGroupsQuery(application));
  const { data: balancers, error: sharesError } = useQuery(loadBalancersQuery(application));
  const filter = useRef<HTMLInputElement>(null);
  const shares = useMemo(() => balancers && sharesOf(balancers), [balancers]);
  const shown = useMemo(() => groups?.filter((group) => passes(group, search)) ?? [], [groups, search]);
  const counts = useMemo(() => healthCounts(shown), [shown]);
  const crumbs = useMemo(
    () => [{ label: application, to: `/applications/${encodeURIComponent(application)}` }],
    [application],
  );
  const commands = useMemo<Command[]>(
    () => [{ id: 'filter clusters', label: words.filter, key: '/', run: () => filter.current?.focus() }],
    [],
  );
  useCommands(commands);
  useRowKeys();
  const instances = shown.reduce((sum, one) => sum + one.instances.length, 0);
  return (
    <Page
      title={words.title}
      crumbs={crumbs}
      isFull
      facts={
        groups && say(words.facts, { count: shown.length }) + say(words.factsInstances, { count: instances })
      }
      actions={groups && groups.length > 0 && <HealthMarks counts={counts} isWordy />}
      filters={
        groups && groups.length > 0 && <ClusterFilters groups={groups} search={search} inputRef={filter} />
      }
    >
      <div className={css.split}>
        <div className={css.list}>
          {error && !groups && <Failed what={words.failed} error={error} onRetry={() => void refetch()} />}
          {!groups && !error && <Loading what={words.loading} rows={6} />}
          {groups?.length === 0 && (
            <Empty
              title={say(words.none, { application })}
              action={
                <Link to="/applications/$application/executions" params={{ application }} className="link">
                  {words.toPipelines}
                </Link>
              }
            >
              {words.noneMore}
            </Empty>
          )}
          {groups && groups.length > 0 && shown.length === 0 && (
            <Empty
              title={words.noMatch}
              action={
                <Button onClick={() => void navigate({ to: FROM, params: { application }, search: {} })}>
                  {words.clear}
                </Button>
              }
            />
          )}
          {sharesError && !balancers && groups && (
            <p role="status" className={css.partial}>
              {say(words.sharesFailed, { message: failureOf(sharesError).message })}
            </p>
          )}
          {sectionsOf(shown).map((section) => (
            <AccountPart key={`${section.account} ${section.region}`} section={section} shares={shares} />
          ))}
        </div>
        <Outlet />
      </div>
    </Page>
  );
}
