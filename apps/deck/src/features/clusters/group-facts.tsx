import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { failureOf } from '../../api/failure-of.ts';
import { Time } from '../../ui/time.tsx';
import { say } from '../../words/say.ts';
import { Facts } from './facts.tsx';
import { keyOf, type Group } from './infrastructure.ts';
import { loadBalancersQuery, serverGroupQuery } from './queries.ts';
import { rate, sharesOf, type Share } from './shares.ts';
import { versionOf } from './versions.ts';
import { words } from './words.ts';
import css from './details.module.css';

interface LaunchConfig {
  artifact?: { reference?: string; hash?: string };
  command?: string[];
  health?: { path?: string; intervalSeconds?: number };
}

/** Traffic, version, artifact, capacity, load balancers, health check. */
export function GroupFacts({ group }: { group: Group }) {
  const { application, account, region, cluster, createdTime, capacity, isDisabled } = group;
  const { data: details, error } = useQuery(serverGroupQuery(group));
  const { data: balancers = [] } = useQuery(loadBalancersQuery(application));
  const shares = sharesOf(balancers).get(keyOf(group)) ?? [];
  const { artifact, command, health } = (details?.launchConfig ?? {}) as LaunchConfig;
  const { min, max, desired } = capacity;
  return (
    <>
      {!isDisabled && shares.map((share) => <TrafficLine key={share.balancer.name} share={share} />)}
      <Facts
        facts={[
          [words.version, versionOf(group)],
          [words.image, artifact?.reference && <span className="mono">{artifact.reference}</span>],
          [
            words.hash,
            artifact?.hash && (
              <span className="mono" title={artifact.hash}>
                {artifact.hash.slice(0, 12)}
              </span>
            ),
          ],
          [words.created, <Time key="created" at={createdTime} />],
          [words.capacity, say(min === max ? words.wanted : words.wantedRange, { desired, min, max })],
          [words.cluster, cluster],
          [
            words.balancers,
            shares.length > 0 &&
              shares.map(({ balancer, share }) => (
                <span key={balancer.name} className={css.listed}>
                  <Link
                    to="/applications/$application/loadBalancers/loadBalancerDetails/$provider/$account/$region/$name"
                    params={{
                      application,
                      provider: balancer.cloudProvider,
                      account,
                      region,
                      name: balancer.name,
                    }}
                    className="link"
                  >
                    {balancer.name}
                  </Link>
                  {share !== undefined && `, ${say(words.balancerShare, { share: Math.round(share * 100) })}`}
                </span>
              )),
          ],
          [words.command, command && <span className="mono">{command.join(' ')}</span>],
          [
            words.healthCheck,
            health?.path !== undefined &&
              say(words.healthCheckOf, { path: health.path, seconds: health.intervalSeconds ?? 1 }),
          ],
          [words.account, account],
          [words.region, region],
        ]}
      />
      {error && !details && (
        <p role="status" className="text-3">
          {say(words.detailsFailed, { message: failureOf(error).message })}
        </p>
      )}
    </>
  );
}

/** Real figures of the last ten seconds; nothing when the load balancer gives none. */
function TrafficLine({ share: { balancer, traffic } }: { share: Share }) {
  if (!traffic) return null;
  const { rps, p95Ms, errors } = traffic;
  return (
    <div className={css.traffic}>
      <h3>{words.traffic}</h3>
      <span className="num text-2">
        {say(words.trafficOf, {
          rate: rate(rps),
          whole: rate(balancer.traffic?.rps ?? rps),
          p95: p95Ms === null ? words.noVersion : say(words.ms, { ms: Math.round(p95Ms) }),
          errors,
        })}
      </span>
    </div>
  );
}
