import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useCallback } from 'react';
import { Drawer } from '../../ui/drawer.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Time } from '../../ui/time.tsx';
import { WhyLine } from '../../ui/why-line.tsx';
import { say } from '../../words/say.ts';
import { DrawerTitle } from '../clusters/drawer-title.tsx';
import { Facts } from '../clusters/facts.tsx';
import { keyOf, type Balancer } from '../clusters/infrastructure.ts';
import { loadBalancersQuery } from '../clusters/queries.ts';
import { rate } from '../clusters/shares.ts';
import { latency } from './latency.ts';
import { whyOfBalancer } from './why-of-balancer.ts';
import { useCloseKey } from '../clusters/use-close-key.ts';
import { words } from './words.ts';
import css from './load-balancer-drawer.module.css';

const FROM = '/applications/$application/loadBalancers/loadBalancerDetails/$provider/$account/$region/$name';

/** One load balancer: why it does not serve, its address, what goes through. */
export function LoadBalancerDrawer() {
  const { application, account, region, name } = useParams({ from: FROM });
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(loadBalancersQuery(application));
  const balancer = data?.find((one) => keyOf(one) === keyOf({ account, region, name }));
  const close = useCallback(
    () => void navigate({ to: '/applications/$application/loadBalancers', params: { application } }),
    [application, navigate],
  );
  useCloseKey(close);
  return (
    <Drawer
      key={name}
      label={name}
      title={<DrawerTitle name={name} more={`${account}, ${region}`} />}
      onClose={close}
    >
      {error && !data && <Failed what={words.failed} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading what={words.loading} rows={4} />}
      {data && !balancer && (
        <WhyLine status="CANCELED" reason={say(words.gone, { name })} more={words.goneMore} />
      )}
      {balancer && <Details balancer={balancer} />}
    </Drawer>
  );
}

function Details({ balancer }: { balancer: Balancer }) {
  const { urls = [], listeners = [], createdTime, traffic, account, region } = balancer;
  const why = whyOfBalancer(balancer);
  const weights = balancer['weights'] as Record<string, number> | undefined;
  return (
    <div className={css.details}>
      {why && <WhyLine status={why.status} reason={`${why.reason}.`} more={why.more} />}
      <Facts
        facts={[
          [
            words.address,
            urls.map((url) => (
              <a key={url} href={url} target="_blank" rel="noreferrer" className="mono link">
                {url}
              </a>
            )),
          ],
          [words.listeners, listeners.map(({ protocol, port }) => `${protocol} ${port}`).join(', ')],
          [
            words.rps,
            traffic
              ? say(words.rateLine, {
                  rate: rate(traffic.rps),
                  p50: latency(traffic.p50Ms),
                  p95: latency(traffic.p95Ms),
                })
              : words.noData,
          ],
          [words.requests, traffic ? traffic.requests.toLocaleString('en') : words.noData],
          [words.errors, traffic ? traffic.errors.toLocaleString('en') : words.noData],
          [words.spread, weights && Object.keys(weights).length > 0 ? words.byWeight : words.evenly],
          [words.created, createdTime !== undefined && <Time at={createdTime} />],
          [words.account, account],
          [words.region, region],
        ]}
      />
      {traffic && <p className="text-3">{words.latestTen}</p>}
    </div>
  );
}
