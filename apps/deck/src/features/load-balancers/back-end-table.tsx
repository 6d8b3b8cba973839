import { Link } from '@tanstack/react-router';
import { NumberCell, NumberHead, Table } from '../../ui/table.tsx';
import { TrafficBar } from '../../ui/traffic-bar.tsx';
import { say } from '../../words/say.ts';
import type { BackEnd, Balancer } from '../clusters/infrastructure.ts';
import { rate } from '../clusters/shares.ts';
import { latency } from './latency.ts';
import { readyIn } from './why-of-balancer.ts';
import css from './back-end-table.module.css';
import { words } from './words.ts';

/** What stands behind a load balancer: share, weight, rate, latency, errors, instances in rotation. */
export function BackEndTable({ application, balancer }: { application: string; balancer: Balancer }) {
  const { name, serverGroups } = balancer;
  if (serverGroups.length === 0) return <p className="text-2">{words.noBackEnds}</p>;
  const sorted = serverGroups.toSorted((a, b) => b.name.localeCompare(a.name));
  const serving = sorted.filter(({ isDisabled }) => !isDisabled);
  return (
    <div className={css.scroll}>
      <Table caption={say(words.backEndsOf, { name })}>
        <thead>
          <tr>
            <th scope="col">{words.serverGroup}</th>
            <th scope="col" className={css.share}>
              {words.share}
            </th>
            <NumberHead>{words.weight}</NumberHead>
            <NumberHead>{words.rps}</NumberHead>
            <NumberHead>{words.p50}</NumberHead>
            <NumberHead>{words.p95}</NumberHead>
            <NumberHead>{words.errors}</NumberHead>
            <NumberHead>{words.instances}</NumberHead>
          </tr>
        </thead>
        <tbody>
          {sorted.map((group) => (
            <Row
              key={group.name}
              application={application}
              balancer={balancer}
              group={group}
              isNew={serving.length > 1 && serving[0] === group}
            />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

interface RowProps {
  application: string;
  balancer: Balancer;
  group: BackEnd;
  isNew: boolean;
}

function Row({ application, balancer, group, isNew }: RowProps) {
  const { account, region, cloudProvider } = balancer;
  const { name, isDisabled, trafficShare, weight, traffic, instances } = group;
  return (
    <tr>
      <td>
        <Link
          to="/applications/$application/clusters/serverGroupDetails/$provider/$account/$region/$serverGroup"
          params={{ application, provider: cloudProvider, account, region, serverGroup: name }}
          className="link mono"
        >
          {name}
        </Link>
      </td>
      <td className={css.share}>
        {isDisabled ? (
          <span className="text-3">{words.disabled}</span>
        ) : (
          <TrafficBar share={trafficShare} isNew={isNew} />
        )}
      </td>
      <NumberCell>{weight ?? words.noData}</NumberCell>
      <NumberCell>{traffic ? rate(traffic.rps) : words.noData}</NumberCell>
      <NumberCell>{latency(traffic?.p50Ms)}</NumberCell>
      <NumberCell>{latency(traffic?.p95Ms)}</NumberCell>
      <NumberCell>{traffic ? traffic.errors.toLocaleString('en') : words.noData}</NumberCell>
      <NumberCell>{say(words.inRotation, { ready: readyIn(group), total: instances.length })}</NumberCell>
    </tr>
  );
}
