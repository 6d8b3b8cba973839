import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { InstanceSquares } from '../../ui/instance-squares.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { Time } from '../../ui/time.tsx';
import { TrafficBar } from '../../ui/traffic-bar.tsx';
import { say } from '../../words/say.ts';
import { HealthMarks } from './health-marks.tsx';
import { healthCounts, squaresOf, type Group } from './infrastructure.ts';
import { largestShare, rate, requestRate, type Share } from './shares.ts';
import { sequenceOf, versionWords } from './versions.ts';
import { whyOfGroup } from './why-of-group.ts';
import { words } from './words.ts';
import css from './server-group-row.module.css';

interface ServerGroupRowProps {
  group: Group;
  shares: readonly Share[] | undefined;
  /** Whether shares are known at all. */
  isKnown: boolean;
  isNew: boolean;
}

/** A server group in a row: name, age, version, share, instances, counts; the reason below when something is wrong. */
export function ServerGroupRow({ group, shares, isKnown, isNew }: ServerGroupRowProps) {
  const { name, account, region, cloudProvider, application, createdTime, isDisabled } = group;
  const navigate = useNavigate();
  const { serverGroup, instanceId } = useParams({ strict: false });
  const why = whyOfGroup(group);
  const squares = squaresOf(group);
  return (
    <li
      className={css.row}
      data-selected={serverGroup === name || undefined}
      data-disabled={isDisabled || undefined}
    >
      <Link
        to="/applications/$application/clusters/serverGroupDetails/$provider/$account/$region/$serverGroup"
        params={{ application, provider: cloudProvider, account, region, serverGroup: name }}
        search={(was) => was}
        data-row
        className={css.name}
        title={name}
        aria-label={name}
        aria-current={serverGroup === name || undefined}
      >
        {sequenceOf(name)}
      </Link>
      <span className={css.age}>
        <Time at={createdTime} />
      </span>
      <span className={`${css.version} mono cut`} title={versionWords(group)}>
        {versionWords(group) ?? <span className="text-3">{words.noVersion}</span>}
      </span>
      <span className={css.share}>
        <ShareCell group={group} shares={shares} isKnown={isKnown} isNew={isNew} />
      </span>
      <span className={css.squares}>
        <InstanceSquares
          label={say(words.instancesOf, { name })}
          squares={squares}
          selected={instanceId}
          onSelect={(id) =>
            void navigate({
              to: '/applications/$application/clusters/instanceDetails/$provider/$instanceId',
              params: { application, provider: cloudProvider, instanceId: id },
              search: (was) => was,
            })
          }
        />
      </span>
      <span className={css.counts}>
        <HealthMarks counts={healthCounts([group])} />
      </span>
      {why && (
        <p className={css.why}>
          <StatusGlyph status={why.status} size={12} silent />
          <span>
            <b data-status={why.status}>{why.reason}.</b> {why.more}
          </span>
        </p>
      )}
    </li>
  );
}

function ShareCell({ group, shares, isKnown, isNew }: ServerGroupRowProps) {
  if (group.isDisabled) return <span className="text-3">{words.disabledKept}</span>;
  if (group.capacity.desired === 0) return <span className="text-3">{words.scaledToZero}</span>;
  if (group.loadBalancers?.length === 0) return <span className="text-3">{words.noBalancer}</span>;
  const rps = requestRate(shares);
  return (
    <>
      <TrafficBar share={isKnown ? largestShare(shares) : undefined} isNew={isNew} />
      {rps !== undefined && (
        <span className={`${css.rate} num`}>{say(words.perSecond, { rate: rate(rps) })}</span>
      )}
    </>
  );
}
