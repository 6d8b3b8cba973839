import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import { useMemo, useRef } from 'react';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { useCommands, type Command } from '../../app/commands.ts';
import { Page } from '../../app/page.tsx';
import { useRowKeys } from '../../app/use-row-keys.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Loading } from '../../ui/loading.tsx';
import { say } from '../../words/say.ts';
import { ExecutionFilters } from './execution-filters.tsx';
import { passes } from './filters.ts';
import { PipelineGroup } from './pipeline-group.tsx';
import { executionsQuery, pipelineConfigsQuery, type SavedPipeline } from './queries.ts';
import { StartDialog } from './start-dialog.tsx';
import { words } from './words.ts';

const FROM = '/applications/$application/executions';

interface Group {
  name: string;
  config: SavedPipeline | undefined;
  executions: PipelineExecution[];
}

/** Executions of an application, by pipeline. */
export function ExecutionsPage() {
  const { application } = useParams({ from: FROM });
  const search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: FROM });
  const executions = useQuery(executionsQuery(application));
  const configs = useQuery(pipelineConfigsQuery(application));
  const filter = useRef<HTMLInputElement>(null);
  const groups = useMemo(
    () => grouped(configs.data ?? [], executions.data ?? []),
    [configs.data, executions.data],
  );
  useRowKeys();

  const commands = useMemo<Command[]>(() => {
    const start = (pipeline: string) => () =>
      void navigate({ search: (was) => ({ ...was, start: pipeline }) });
    return [
      { id: 'start', label: 'Start a pipeline', icon: Play, key: 's', run: start('?') },
      { id: 'filter', label: 'Filter the executions', key: '/', run: () => filter.current?.focus() },
      ...(configs.data ?? []).map(({ id, name }) => ({
        id: `start ${id}`,
        label: say(words.startOf, { pipeline: name }),
        icon: Play,
        run: start(name),
      })),
    ];
  }, [configs.data, navigate]);
  useCommands(commands);

  const error = executions.error ?? configs.error;
  const isReady = executions.data !== undefined && configs.data !== undefined;
  const shown = groups
    .map((group) => ({ ...group, shown: group.executions.filter((one) => passes(one, search)) }))
    .filter((group) => group.shown.length > 0 || !isFiltered(search));
  return (
    <Page
      title={words.title}
      crumbs={useMemo(
        () => [{ label: application, to: `/applications/${encodeURIComponent(application)}` }],
        [application],
      )}
      facts={
        isReady &&
        say(words.facts, { count: configs.data.length }) +
          say(words.factsRuns, { count: executions.data.length })
      }
      actions={
        <Button
          kind="primary"
          icon={Play}
          shortcut="S"
          disabledBecause={configs.data?.length === 0 ? words.noneMore : undefined}
          onClick={() => void navigate({ search: (was) => ({ ...was, start: '?' }) })}
        >
          {words.start}
        </Button>
      }
      filters={isReady && <ExecutionFilters executions={executions.data} search={search} inputRef={filter} />}
    >
      {error && <Failed what={words.failed} error={error} onRetry={() => void executions.refetch()} />}
      {!isReady && !error && <Loading what={words.loading} rows={8} />}
      {isReady && groups.length === 0 && (
        <Empty title={say(words.none, { application })}>{words.noneMore}</Empty>
      )}
      {isReady && groups.length > 0 && shown.length === 0 && (
        <Empty
          title={words.noMatch}
          action={<Button onClick={() => void navigate({ search: {} })}>{words.clearFilters}</Button>}
        />
      )}
      {isReady &&
        shown.map((group) => (
          <PipelineGroup
            key={group.name}
            {...group}
            onStart={() => void navigate({ search: (was) => ({ ...was, start: group.name }) })}
          />
        ))}
      {search.start !== undefined && configs.data && (
        <StartDialog
          application={application}
          configs={configs.data}
          executions={executions.data ?? []}
          pipeline={search.start}
          like={search.like}
          onClose={() => void navigate({ search: ({ start: _start, like: _like, ...was }) => was })}
        />
      )}
    </Page>
  );
}

const isFiltered = ({ status, pipeline, q }: { status?: string; pipeline?: string; q?: string }): boolean =>
  Boolean(status ?? pipeline ?? q);

/** Saved pipelines in their order, then those that ran and are no longer saved. */
function grouped(configs: readonly SavedPipeline[], executions: readonly PipelineExecution[]): Group[] {
  const byConfig = Map.groupBy(executions, ({ pipelineConfigId }) => pipelineConfigId);
  const saved = configs.map((config) => ({
    name: config.name,
    config,
    executions: byConfig.get(config.id) ?? [],
  }));
  const known = new Set(configs.map(({ id }) => id));
  const others = Map.groupBy(
    executions.filter(({ pipelineConfigId }) => !known.has(pipelineConfigId ?? '')),
    ({ name = '' }) => name,
  );
  return [...saved, ...[...others].map(([name, all]) => ({ name, config: undefined, executions: all }))];
}
