import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Clock, Pause, Play, RotateCw, SlidersHorizontal, User, X } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { executionCan, type PipelineExecution } from '@gennaker/contracts/orca';
import { useCommands, type Command } from '../../app/commands.ts';
import { Page } from '../../app/page.tsx';
import { useRowKeys } from '../../app/use-row-keys.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Duration } from '../../ui/duration.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Loading } from '../../ui/loading.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { statusTable } from '../../ui/status.ts';
import { Tag } from '../../ui/tag.tsx';
import { useNow } from '../../ui/use-now.ts';
import { WhyLine } from '../../ui/why-line.tsx';
import { say } from '../../words/say.ts';
import { clockTime, duration, exactTime, roughly } from '../../words/time.ts';
import { historyOf, type History } from './history.ts';
import { JudgmentCard } from './judgment-card.tsx';
import { executionQuery, executionsQuery, pipelineConfigsQuery } from './queries.ts';
import { lengthOf, originOf } from './ribbon-segments.ts';
import { StageDetails } from './stage-details.tsx';
import { executionStatus, isOver, latestOf, statusOf, writtenStages } from './stages.ts';
import { steer } from './steer.ts';
import { numberOf, starterOf, subjectOf } from './subject-of.ts';
import { Waterfall } from './waterfall.tsx';
import { whyOf } from './why-of.ts';
import { words } from './words.ts';
import css from './execution-page.module.css';

const FROM = '/applications/$application/executions/details/$id';

/** One execution: why, the stages over time, and the details of one of them. */
export function ExecutionPage() {
  const { application, id } = useParams({ from: FROM });
  const { data, error, refetch } = useQuery(executionQuery(id));
  const crumbs = useMemo(() => {
    const to = `/applications/${encodeURIComponent(application)}`;
    return [
      { label: application, to },
      { label: words.title, to: `${to}/executions` },
    ];
  }, [application]);
  if (!data)
    return (
      <Page title={`#${id.slice(-4)}`} crumbs={crumbs}>
        {error ? (
          <Failed what={words.executionFailed} error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading what={words.executionLoading} rows={8} />
        )}
      </Page>
    );
  return <Loaded execution={data} crumbs={crumbs} />;
}

function Loaded({
  execution,
  crumbs,
}: {
  execution: PipelineExecution;
  crumbs: { label: string; to: string }[];
}) {
  const { application, name = '' } = execution;
  const search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: FROM });
  const [isCancelling, setCancelling] = useState(false);
  const { data: others = [] } = useQuery(executionsQuery(application));
  const { data: configs = [] } = useQuery(pipelineConfigsQuery(application));
  const isLive = !isOver(execution);
  const now = Math.max(useNow(1_000, isLive), latestOf(execution));
  const { pipelineConfigId } = execution;
  const history = useMemo(
    () => historyOf(others.filter((one) => one.pipelineConfigId === pipelineConfigId)),
    [others, pipelineConfigId],
  );
  const config = configs.find(({ id }) => id === pipelineConfigId);
  const why = whyOf(execution, now, execution.limitConcurrent);
  const stages = writtenStages(execution);
  const judgments = stages.filter((stage) => statusOf(stage) === 'AWAITING');
  const selected =
    execution.stages.find(({ id }) => id === search.stage) ??
    stages.find(({ id }) => id === why?.stageId) ??
    stages[0];
  useRowKeys();

  const rerun = useCallback(
    () =>
      void navigate({
        to: '/applications/$application/executions',
        params: { application },
        search: { start: name, like: execution.id },
      }),
    [application, name, execution.id, navigate],
  );
  const commands = useMemo<Command[]>(() => {
    const canPause = executionCan.pause(execution).allowed;
    const canResume = executionCan.resume(execution).allowed;
    return [
      ...(canPause
        ? [{ id: 'pause', label: words.pause, icon: Pause, key: 'p', run: () => void steer.pause(execution) }]
        : []),
      ...(canResume
        ? [
            {
              id: 'resume',
              label: words.resume,
              icon: Play,
              key: 'p',
              run: () => void steer.resume(execution),
            },
          ]
        : []),
      ...(isOver(execution)
        ? []
        : [{ id: 'cancel', label: words.cancel, icon: X, key: 'c', run: () => setCancelling(true) }]),
      ...(isOver(execution)
        ? [{ id: 'rerun', label: words.rerun, icon: RotateCw, key: 'r', run: rerun }]
        : []),
    ];
  }, [execution, rerun]);
  useCommands(commands);

  return (
    <Page
      title={name}
      titleAside={numberOf(execution)}
      crumbs={crumbs}
      mark={<Mark execution={execution} />}
      isFull
      actions={
        <>
          {executionCan.pause(execution).allowed && (
            <Button icon={Pause} onClick={() => void steer.pause(execution)}>
              {words.pause}
            </Button>
          )}
          {executionCan.resume(execution).allowed && (
            <Button icon={Play} kind="primary" onClick={() => void steer.resume(execution)}>
              {words.resume}
            </Button>
          )}
          {!isLive && config && (
            <Button icon={RotateCw} onClick={rerun}>
              {words.rerun}
            </Button>
          )}
          {isLive && (
            <Button kind="danger" icon={X} onClick={() => setCancelling(true)}>
              {words.cancel}
            </Button>
          )}
        </>
      }
    >
      <div className={css.facts}>
        <span title={subjectOf(execution, config)}>
          <SlidersHorizontal size={14} aria-hidden strokeWidth={1.75} />
          {subjectOf(execution, config) || words.noParameters}
        </span>
        <span>
          <User size={14} aria-hidden strokeWidth={1.75} />
          {starterOf(execution)}
        </span>
        <span title={exactTime(originOf(execution))}>
          <Clock size={14} aria-hidden strokeWidth={1.75} />
          <span className="num">{clockTime(originOf(execution))}</span>
        </span>
        <span className={css.clock}>
          <b>
            <Duration
              from={originOf(execution)}
              to={isLive ? undefined : originOf(execution) + lengthOf(execution, now)}
            />
          </b>
          <Left execution={execution} history={history} now={now} />
        </span>
      </div>
      {why && (
        <div className={css.why}>
          <WhyLine status={why.status} reason={why.reason} more={why.more} />
        </div>
      )}
      <div className={css.below}>
        {judgments.length > 0 && (
          <aside className={css.judgments}>
            {judgments.map((stage) => (
              <JudgmentCard key={stage.id} execution={execution} stage={stage} />
            ))}
          </aside>
        )}
        <div className={css.picture}>
          <Waterfall
            execution={execution}
            history={history}
            now={now}
            selected={selected?.id}
            opened={search.stage}
            onSelect={(stage) => void navigate({ search: (was) => ({ ...was, stage }), replace: true })}
          />
        </div>
        {selected && (
          <div className={css.details}>
            <StageDetails
              execution={execution}
              stage={selected}
              view={search.details}
              onView={(details) => void navigate({ search: (was) => ({ ...was, details }), replace: true })}
            />
          </div>
        )}
      </div>
      <ConfirmDialog
        isOpen={isCancelling}
        onClose={() => setCancelling(false)}
        title={say(words.cancelTitle, { name: `${name} ${numberOf(execution)}` })}
        verb={words.cancelVerb}
        isDestructive
        reasonLabel={words.reason}
        onConfirm={(reason) => steer.cancel(execution, reason)}
      >
        {words.cancelMore}
      </ConfirmDialog>
    </Page>
  );
}

function Mark({ execution }: { execution: PipelineExecution }) {
  const status = executionStatus(execution);
  const { word, family } = statusTable[status];
  return (
    <Tag family={family === 'ok' ? undefined : family}>
      <StatusGlyph status={status} size={12} silent />
      {word}
    </Tag>
  );
}

function Left({ execution, history, now }: { execution: PipelineExecution; history: History; now: number }) {
  if (history.total === undefined) return null;
  const left = history.total - lengthOf(execution, now);
  const median = say(words.median, { time: duration(history.total) });
  const isLive = !isOver(execution) && left > 1_000;
  return (
    <span className="text-3">
      {isLive ? `${say(words.left, { time: roughly(left) })}, ${median}` : median}
    </span>
  );
}
