import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Page } from '../../app/page.tsx';
import { useRowKeys } from '../../app/use-row-keys.ts';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Loading } from '../../ui/loading.tsx';
import { say } from '../../words/say.ts';
import { keyOf } from '../clusters/infrastructure.ts';
import { loadBalancersQuery } from '../clusters/queries.ts';
import { BalancerPart } from './balancer-part.tsx';
import { words } from './words.ts';
import css from './load-balancers-page.module.css';

const FROM = '/applications/$application/loadBalancers';

/** The load balancers of an application with what stands behind them. */
export function LoadBalancersPage() {
  const { application } = useParams({ from: FROM });
  const { data: balancers, error, refetch } = useQuery(loadBalancersQuery(application));
  const crumbs = useMemo(
    () => [{ label: application, to: `/applications/${encodeURIComponent(application)}` }],
    [application],
  );
  useRowKeys();
  return (
    <Page
      title={words.title}
      crumbs={crumbs}
      isFull
      facts={balancers && say(words.facts, { count: balancers.length })}
    >
      <div className={css.split}>
        <div className={css.list}>
          {error && !balancers && <Failed what={words.failed} error={error} onRetry={() => void refetch()} />}
          {!balancers && !error && <Loading what={words.loading} rows={4} />}
          {balancers?.length === 0 && (
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
          {balancers
            ?.toSorted((a, b) => a.name.localeCompare(b.name))
            .map((balancer) => (
              <BalancerPart key={keyOf(balancer)} application={application} balancer={balancer} />
            ))}
        </div>
        <Outlet />
      </div>
    </Page>
  );
}
