import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../../app/page.tsx';
import { Code } from '../../ui/code.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Loading } from '../../ui/loading.tsx';
import { executionsQuery } from '../executions/queries.ts';
import { setWantsWelcome, wantsWelcome } from './home.ts';
import { OnceMore } from './once-more.tsx';
import { journeyOf } from './journey.ts';
import { SAMPLE } from './sample.ts';
import { sendRequests, ship } from './ship.ts';
import { StepList } from './step-list.tsx';
import { TrafficStage } from './traffic-stage.tsx';
import { useSample } from './use-sample.ts';
import { words } from './words.ts';
import css from './welcome-page.module.css';

/** The first five minutes: ship a version, watch requests move, answer a question, see a rollback. */
export function WelcomePage() {
  const sample = useSample();
  const isThere = sample.data === true;
  const { data: executions, error, refetch } = useQuery({ ...executionsQuery(SAMPLE), enabled: isThere });
  const [isHome, setHome] = useState(wantsWelcome);
  const journey = journeyOf(executions ?? []);
  const [asked, setAsked] = useState<string>();
  const start = async (version: string) => {
    setAsked(version);
    await Promise.all([ship(version), sendRequests(true)]);
    setAsked(undefined);
  };
  const fault = sample.error ?? error;
  return (
    <Page
      title={journey.isDone ? words.titleDone : words.title}
      isFull
      actions={
        <Link className="link" to="/applications">
          {words.skip}
        </Link>
      }
    >
      {fault && <Failed what={words.failed} error={fault} onRetry={() => void refetch()} />}
      {!fault && (sample.data === undefined || (isThere && !executions)) && <Loading what={words.loading} />}
      {sample.data === false && (
        <div className={css.alone}>
          <Empty title={words.none} action={<Code label={words.commandLabel}>{words.command}</Code>}>
            {words.noneMore}
          </Empty>
        </div>
      )}
      {isThere && executions && (
        <div className={css.columns}>
          <div className={css.script}>
            <p className={css.lead}>{journey.isDone ? words.leadDone : words.lead}</p>
            <StepList journey={journey} asked={asked} onShip={(version) => void start(version)} />
            {journey.steps[0]?.state !== 'todo' && (
              <OnceMore journey={journey} onShip={() => void start('1')} isAsked={asked === '1'} />
            )}
            <label className={css.home}>
              <input
                type="checkbox"
                checked={isHome}
                onChange={({ target: { checked } }) => {
                  setWantsWelcome(checked);
                  setHome(checked);
                }}
              />
              {words.home}
            </label>
          </div>
          <TrafficStage />
        </div>
      )}
    </Page>
  );
}
