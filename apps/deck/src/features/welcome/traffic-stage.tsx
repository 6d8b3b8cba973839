import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Loading } from '../../ui/loading.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { useNow } from '../../ui/use-now.ts';
import { say } from '../../words/say.ts';
import { clockTime } from '../../words/time.ts';
import { loadBalancersQuery, serverGroupsQuery } from '../clusters/queries.ts';
import { boardOf, type Board, type MeasuredBalancer } from './board.ts';
import { HistoryChart } from './history-chart.tsx';
import { BALANCERS, SAMPLE } from './sample.ts';
import { sendRequests } from './ship.ts';
import { TrafficBoard } from './traffic-board.tsx';
import { useHistory } from './use-history.ts';
import { words } from './words.ts';
import css from './traffic-stage.module.css';

/** What requests do just now, in test and in prod, as the load balancers count them. */
export function TrafficStage() {
  const balancers = useQuery(loadBalancersQuery(SAMPLE));
  const groups = useQuery(serverGroupsQuery(SAMPLE));
  const boards = useMemo(() => {
    const measured = balancers.data as unknown as readonly MeasuredBalancer[] | undefined;
    return (['test', 'prod'] as const).map((environment) => {
      const balancer = measured?.find(({ name }) => name === BALANCERS[environment]);
      return { environment, board: balancer && boardOf(balancer, groups.data ?? []) };
    });
  }, [balancers.data, groups.data]);
  const prod = boards[1]?.board;
  const history = useHistory(prod);
  const error = balancers.error ?? groups.error;
  if (error) return <Failed what={words.failed} error={error} onRetry={() => void balancers.refetch()} />;
  if (!balancers.data || !groups.data) return <Loading what={words.loading} />;
  return (
    <div className={css.stage}>
      {prod && <Figures board={prod} />}
      {boards.map(({ environment, board }) =>
        board ? (
          <TrafficBoard key={environment} title={words.environments[environment]} board={board} />
        ) : (
          <p key={environment} className="text-2">
            {words.noBalancer}
          </p>
        ),
      )}
      <HistoryChart history={history} newest={prod?.lanes.find(({ isNewest }) => isNewest)?.version} />
    </div>
  );
}

function Figures({ board: { figures, lanes, load } }: { board: Board }) {
  const newest = lanes.find(({ isNewest }) => isNewest);
  return (
    <div className={css.figures}>
      <dl>
        <div>
          <dt>{words.requests}</dt>
          <dd>{figures ? say('{count}', { count: figures.requests }) : words.noData}</dd>
        </div>
        <div>
          <dt>{words.failedRequests}</dt>
          <dd data-bad={(figures?.errors ?? 0) > 0 || undefined}>
            {figures ? say('{count}', { count: figures.errors }) : words.noData}
            {figures && (
              <StatusGlyph status={figures.errors > 0 ? 'TERMINAL' : 'SUCCEEDED'} size={18} silent />
            )}
          </dd>
        </div>
        <div>
          <dt>{words.latency}</dt>
          <dd>
            {typeof figures?.p95Ms === 'number'
              ? say(words.ms, { count: Math.max(1, Math.round(figures.p95Ms)) })
              : words.noData}
          </dd>
        </div>
        {newest && (
          <div>
            <dt>{say(words.onVersion, { version: newest.version })}</dt>
            <dd>{say(words.percent, { count: Math.round(newest.share * 100) })}</dd>
          </div>
        )}
      </dl>
      <Source load={load} />
    </div>
  );
}

function Source({ load }: Pick<Board, 'load'>) {
  const now = useNow(1_000);
  const [isBusy, setBusy] = useState(false);
  const isOn = load?.running === true && load.endTime > now;
  const toggle = async () => {
    setBusy(true);
    await sendRequests(!isOn);
    setBusy(false);
  };
  return (
    <div className={css.source}>
      <p className="text-3">
        {isOn
          ? say(words.sending, { rate: load.requestsPerSecond, time: clockTime(load.endTime) })
          : words.notSending}
      </p>
      <Button isBusy={isBusy} onClick={() => void toggle()}>
        {isOn ? words.stop : words.send}
      </Button>
    </div>
  );
}
