import { Link } from '@tanstack/react-router';
import { Cloud, Laptop } from 'lucide-react';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { healthWords, type Health } from '../../ui/health.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { statusTable } from '../../ui/status.ts';
import { Time } from '../../ui/time.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { say } from '../../words/say.ts';
import { healthCounts, type Group } from '../clusters/infrastructure.ts';
import { versionWords } from '../clusters/versions.ts';
import { executionStatus } from '../executions/stages.ts';
import type { AtAGlance } from './attention.ts';
import type { ListedApplication } from './queries.ts';
import { words } from './words.ts';
import css from './application-row.module.css';

interface ApplicationRowProps {
  application: ListedApplication;
  /** Undefined while they are not known. */
  groups: readonly Group[] | undefined;
  glance: AtAGlance;
  production: Group | undefined;
  executions: readonly PipelineExecution[] | undefined;
}

/** An application in a row; below it, why it needs attention. */
export function ApplicationRow({ application, groups, glance, production, executions }: ApplicationRowProps) {
  const { name, description, email, cloudProviders } = application;
  const clouds = (cloudProviders ?? '').split(',').filter(Boolean);
  const last = executions?.[0];
  const wrong = glance.wrong[0];
  return (
    <>
      <tr className={css.row} data-wrong={wrong !== undefined || undefined}>
        <td>
          <Link
            to="/applications/$application/clusters"
            params={{ application: name }}
            data-row
            className={css.name}
          >
            <span className={css.mark} aria-hidden>
              {name.slice(0, 2)}
            </span>
            <span className={css.words}>
              <b>{name}</b>
              <span className="text-3 cut">{description}</span>
            </span>
          </Link>
        </td>
        <td className={css.clouds}>
          {clouds.map((cloud) => {
            const Icon = cloud === 'local' ? Laptop : Cloud;
            return (
              <Tooltip key={cloud} text={cloud}>
                <span role="img" aria-label={cloud}>
                  <Icon size={15} aria-hidden strokeWidth={1.75} />
                </span>
              </Tooltip>
            );
          })}
        </td>
        <td>
          <HealthCell groups={groups} glance={glance} />
        </td>
        <td className={css.production}>
          {groups === undefined ? (
            <span className="text-3">{words.noData}</span>
          ) : production ? (
            <>
              <span className="narrow-only text-3">{words.production} </span>
              <span className="mono">{versionWords(production) ?? words.noData}</span>{' '}
              <span className="text-3">
                <Time at={production.createdTime} />
              </span>
            </>
          ) : (
            <span className="text-3">{words.noProduction}</span>
          )}
        </td>
        <td className={css.last}>
          {last ? (
            <span>
              <StatusGlyph status={executionStatus(last)} size={13} /> {last.name}{' '}
              <span className="text-3">
                <Time at={last.startTime ?? last.buildTime ?? 0} />
                <span className="visually-hidden">{statusTable[executionStatus(last)].word}</span>
              </span>
            </span>
          ) : (
            <span className="text-3">{executions ? words.neverRan : words.noData}</span>
          )}
        </td>
        <td className={`${css.owner} text-2 cut`} title={email}>
          {email}
        </td>
      </tr>
      {wrong && (
        <tr className={css.why}>
          <td colSpan={6}>
            <b>{say(words.whyIn, { name: wrong.name, reason: wrong.reason })}</b> {wrong.more}
          </td>
        </tr>
      )}
    </>
  );
}

const order: readonly Health[] = ['Up', 'Starting', 'Draining', 'OutOfService', 'Unknown', 'Down'];

/** A bar to scale by state, and the number; what is down is said. */
function HealthCell({
  groups,
  glance: { total, down },
}: {
  groups: readonly Group[] | undefined;
  glance: AtAGlance;
}) {
  if (groups === undefined) return <span className="text-3">{words.noData}</span>;
  if (total === 0) return <span className="text-3">{words.nothing}</span>;
  const counts = healthCounts(groups);
  const states = order.filter((health) => counts.has(health));
  const label = states
    .map((health) => `${counts.get(health)} ${healthWords[health].toLowerCase()}`)
    .join(', ');
  return (
    <span className={css.health}>
      <span className={css.bar} role="img" aria-label={label} title={label}>
        {states.map((health) => (
          <i key={health} className={css[health]} style={{ flexGrow: counts.get(health) }} />
        ))}
      </span>
      <span className={`num ${down > 0 ? css.down : ''}`}>
        {down > 0 ? say(words.down, { count: down, total }) : total}
      </span>
    </span>
  );
}
