import { Link, useParams } from '@tanstack/react-router';
import { useNow } from '../../ui/use-now.ts';
import { WhyLine } from '../../ui/why-line.tsx';
import { say } from '../../words/say.ts';
import { roughly } from '../../words/time.ts';
import type { Balancer } from '../clusters/infrastructure.ts';
import { BackEndTable } from './back-end-table.tsx';
import { whyOfBalancer } from './why-of-balancer.ts';
import css from './balancer-part.module.css';
import { words } from './words.ts';

/** A load balancer: its address, why it does not serve, and its back ends. */
export function BalancerPart({ application, balancer }: { application: string; balancer: Balancer }) {
  const { name, account, region, cloudProvider, urls = [], stale, lastSeen } = balancer;
  const { name: open } = useParams({ strict: false }) as { name?: string };
  const why = whyOfBalancer(balancer);
  return (
    <section className={css.balancer} aria-label={name}>
      <header className={css.head} data-selected={open === name || undefined}>
        <h2>
          <Link
            to="/applications/$application/loadBalancers/loadBalancerDetails/$provider/$account/$region/$name"
            params={{ application, provider: cloudProvider, account, region, name }}
            data-row
            className={css.name}
          >
            {name}
          </Link>
        </h2>
        <span className="text-2">
          {account}, {region}
        </span>
        <span className={css.urls}>
          {urls.map((url) => (
            <a key={url} href={url} target="_blank" rel="noreferrer" className="mono link">
              {url}
            </a>
          ))}
        </span>
      </header>
      {stale && lastSeen !== undefined && <Stale since={lastSeen} />}
      {why && <WhyLine status={why.status} reason={`${why.reason}.`} more={why.more} />}
      <BackEndTable application={application} balancer={balancer} />
    </section>
  );
}

function Stale({ since }: { since: number }) {
  const now = useNow(1_000);
  return <p className={css.stale}>{say(words.stale, { time: roughly(now - since) })}</p>;
}
