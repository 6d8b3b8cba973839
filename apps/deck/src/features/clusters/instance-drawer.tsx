import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useCallback } from 'react';
import { Drawer } from '../../ui/drawer.tsx';
import { Failed } from '../../ui/failed.tsx';
import { healthWords } from '../../ui/health.ts';
import { Loading } from '../../ui/loading.tsx';
import { Time } from '../../ui/time.tsx';
import { WhyLine } from '../../ui/why-line.tsx';
import { say } from '../../words/say.ts';
import { DrawerTitle } from './drawer-title.tsx';
import { Facts } from './facts.tsx';
import { healthOfInstance, type Group, type GroupInstance } from './infrastructure.ts';
import { LogTail } from './log-tail.tsx';
import { instanceQuery, serverGroupsQuery } from './queries.ts';
import { causeOf, sentence } from './why-of-group.ts';
import { useCloseKey } from './use-close-key.ts';
import { words } from './words.ts';
import css from './details.module.css';

const FROM = '/applications/$application/clusters/instanceDetails/$provider/$instanceId';

/** One instance: why it is not up, what it is, and what it writes. */
export function InstanceDrawer() {
  const { application, instanceId } = useParams({ from: FROM });
  const navigate = useNavigate();
  const { data: groups, error, refetch } = useQuery(serverGroupsQuery(application));
  const group = groups?.find(({ instances }) => instances.some(({ id }) => id === instanceId));
  const instance = group?.instances.find(({ id }) => id === instanceId);
  const close = useCallback(
    () =>
      void navigate({
        to: '/applications/$application/clusters',
        params: { application },
        search: (was) => was,
      }),
    [application, navigate],
  );
  useCloseKey(close);
  return (
    <Drawer
      key={instanceId}
      label={instanceId}
      title={
        <DrawerTitle
          name={instance?.name ?? instanceId}
          more={group ? `${group.account}, ${group.region}` : application}
        />
      }
      onClose={close}
    >
      {error && !groups && <Failed what={words.failed} error={error} onRetry={() => void refetch()} />}
      {!groups && !error && <Loading what={words.loading} rows={6} />}
      {groups && !instance && (
        <WhyLine status="CANCELED" reason={say(words.gone, { name: instanceId })} more={words.goneMore} />
      )}
      {group && instance && <Details group={group} instance={instance} />}
    </Drawer>
  );
}

function Details({ group, instance }: { group: Group; instance: GroupInstance }) {
  const { application, account, region, cloudProvider, name } = group;
  const { data: details } = useQuery(instanceQuery(account, region, instance.id));
  const health = healthOfInstance(instance);
  const cause = causeOf(instance);
  const numberOf = (key: string) => (typeof details?.[key] === 'number' ? String(details[key]) : undefined);
  const status = { Down: 'TERMINAL', Starting: 'RUNNING', Draining: 'SUSPENDED' }[health as string] as
    'TERMINAL' | 'RUNNING' | 'SUSPENDED' | undefined;
  return (
    <div className={css.details}>
      {status && (
        <WhyLine
          status={status}
          reason={`${healthWords[health]}.`}
          more={cause ? sentence(cause) : words.noCause}
        />
      )}
      <Facts
        facts={[
          [
            words.healthBy,
            instance.health.map(({ type, state }) => (
              <span key={type} className={css.listed}>
                {type}: {healthWords[healthOfInstance({ healthState: state })].toLowerCase()}
              </span>
            )),
          ],
          [
            words.serverGroup,
            <Link
              key="group"
              to="/applications/$application/clusters/serverGroupDetails/$provider/$account/$region/$serverGroup"
              params={{ application, provider: cloudProvider, account, region, serverGroup: name }}
              search={(was) => was}
              className="link"
            >
              {name}
            </Link>,
          ],
          [words.launched, instance.launchTime !== undefined && <Time at={instance.launchTime} />],
          [words.zone, instance.availabilityZone],
          [words.port, numberOf('port')],
          [words.process, numberOf('pid')],
          [words.restarts, numberOf('restarts')],
        ]}
      />
      <LogTail account={account} region={region} instance={instance.id} lines={200} />
    </div>
  );
}
