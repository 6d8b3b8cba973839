import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Minimize2, Play, Ban, RotateCcw, Trash2, type LucideIcon } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useCommands, type Command } from '../../app/commands.ts';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Loading } from '../../ui/loading.tsx';
import { WhyLine } from '../../ui/why-line.tsx';
import { say } from '../../words/say.ts';
import { ActionDialog } from './action-dialog.tsx';
import { refusalOf, type ActionName, type Target } from './actions.ts';
import { DrawerTitle } from './drawer-title.tsx';
import { GroupFacts } from './group-facts.tsx';
import { healthOfInstance, keyOf, type Group } from './infrastructure.ts';
import { InstanceList } from './instance-list.tsx';
import { LogTail } from './log-tail.tsx';
import { accountsQuery, serverGroupsQuery } from './queries.ts';
import { newestFirst } from './versions.ts';
import { whyOfGroup } from './why-of-group.ts';
import { useCloseKey } from './use-close-key.ts';
import { words } from './words.ts';
import css from './details.module.css';

const FROM = '/applications/$application/clusters/serverGroupDetails/$provider/$account/$region/$serverGroup';
const icons: Readonly<Record<ActionName, LucideIcon>> = {
  rollBack: RotateCcw,
  resize: Minimize2,
  disable: Ban,
  enable: Play,
  destroy: Trash2,
};

/** One server group: why, what can be done, and what it is. */
export function ServerGroupDrawer() {
  const { application, account, region, serverGroup: name } = useParams({ from: FROM });
  const navigate = useNavigate();
  const { data: groups, error, refetch } = useQuery(serverGroupsQuery(application));
  const group = groups?.find((one) => keyOf(one) === keyOf({ account, region, name }));
  const [action, setAction] = useState<ActionName>();
  const [asked, setAsked] = useState<Target>();
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
  const start = (next: ActionName, target: Target) => {
    setAsked(target);
    setAction(next);
  };
  return (
    <>
      <Drawer
        key={name}
        label={name}
        title={<DrawerTitle name={name} more={`${account}, ${region}`} />}
        onClose={close}
      >
        {error && !groups && <Failed what={words.failed} error={error} onRetry={() => void refetch()} />}
        {!groups && !error && <Loading what={words.loading} rows={6} />}
        {groups && !group && (
          <WhyLine status="CANCELED" reason={say(words.gone, { name })} more={words.goneMore} />
        )}
        {groups && group && <Details group={group} groups={groups} onAction={start} />}
      </Drawer>
      {action && asked && (
        <ActionDialog action={action} target={asked} onClose={() => setAction(undefined)} />
      )}
    </>
  );
}

interface DetailsProps {
  group: Group;
  groups: readonly Group[];
  onAction(action: ActionName, target: Target): void;
}

function Details({ group, groups, onAction }: DetailsProps) {
  const { data: accounts } = useQuery(accountsQuery);
  const { name, cluster, region, account, isDisabled } = group;
  const why = whyOfGroup(group);
  const target = useMemo<Target>(
    () => ({
      group,
      siblings: newestFirst(
        groups.filter(
          (one) =>
            one !== group && one.cluster === cluster && one.account === account && one.region === region,
        ),
      ),
      account: accounts?.find((one) => one.name === account),
    }),
    [group, groups, cluster, account, region, accounts],
  );
  const commands = useMemo<Command[]>(() => {
    const key = { rollBack: 'b' } as Partial<Record<ActionName, string>>;
    return actionsFor(isDisabled)
      .filter((action) => refusalOf(action, target) === undefined)
      .map((action) => ({
        id: `${action} ${name}`,
        label: `${words[action]} ${name}`,
        icon: icons[action],
        key: key[action],
        run: () => onAction(action, target),
      }));
  }, [name, isDisabled, target, onAction]);
  useCommands(commands);
  const worst = group.instances.find((one) => healthOfInstance(one) === 'Down') ?? group.instances[0];
  return (
    <div className={css.details}>
      {why && <WhyLine status={why.status} reason={`${why.reason}.`} more={why.more} />}
      <div className={css.actions}>
        {actionsFor(isDisabled).map((action) => (
          <Button
            key={action}
            kind={action === 'destroy' ? 'danger' : 'plain'}
            disabledBecause={refusalOf(action, target)}
            onClick={() => onAction(action, target)}
          >
            {words[action]}
          </Button>
        ))}
      </div>
      <GroupFacts group={group} />
      <InstanceList group={group} />
      {worst && <LogTail account={account} region={region} instance={worst.id} lines={12} />}
    </div>
  );
}

const actionsFor = (isDisabled: boolean): ActionName[] => [
  ...(isDisabled ? (['enable'] as const) : (['rollBack'] as const)),
  'resize',
  ...(isDisabled ? [] : (['disable'] as const)),
  'destroy',
];
