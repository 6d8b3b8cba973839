import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { Button } from '../../ui/button.tsx';
import { Duration } from '../../ui/duration.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import type { Status } from '../../ui/status.ts';
import { useNow } from '../../ui/use-now.ts';
import { say } from '../../words/say.ts';
import { JudgmentCard } from '../executions/judgment-card.tsx';
import { executionQuery } from '../executions/queries.ts';
import { statusOf } from '../executions/stages.ts';
import { whyOf } from '../executions/why-of.ts';
import { failedCheck } from './failed-check.ts';
import type { Journey, Step } from './journey.ts';
import { rollsBack, SAMPLE } from './sample.ts';
import { words } from './words.ts';
import css from './step-list.module.css';

interface StepListProps {
  journey: Journey;
  /** The version whose start was pressed and is not there yet. */
  asked: string | undefined;
  onShip(version: string): void;
}

/** The five minutes, step by step: what happened, what happens, what to press next. */
export const StepList = ({ journey, asked, onShip }: StepListProps) => (
  <ol className={css.steps} aria-label={words.steps}>
    {journey.steps.map((step) => (
      <StepItem
        key={step.version}
        step={step}
        isNext={journey.next === step}
        isAsked={asked === step.version}
        onShip={() => onShip(step.version)}
      />
    ))}
  </ol>
);

interface StepItemProps {
  step: Step;
  isNext: boolean;
  isAsked: boolean;
  onShip(): void;
}

function StepItem({ step, isNext, isAsked, onShip }: StepItemProps) {
  const { version, state, run } = step;
  const isTold = run !== undefined && (state === 'running' || state === 'other' || rollsBack(version));
  const { data: whole } = useQuery({ ...executionQuery(run?.id ?? ''), enabled: isTold });
  const told = whole ?? run;
  const judgment = state === 'running' && whole?.stages.find((one) => statusOf(one) === 'AWAITING');
  return (
    <li className={css.step} data-state={state}>
      <StatusGlyph status={judgment ? 'AWAITING' : glyphOf(step)} size={20} />
      <h2>{state === 'done' ? words.stepDone[version] : words.stepTitles[version]}</h2>
      <span className="text-3 num">
        {run?.startTime !== undefined && <Duration from={run.startTime} to={run.endTime} />}
      </span>
      <div className={css.more}>
        {state === 'todo' && <p>{words.todo[version]}</p>}
        {state === 'done' && <p>{words.done[version]}</p>}
        {state === 'other' && <p>{words.other}</p>}
        {isTold && told && !judgment && <Reason execution={told} />}
        {judgment && whole && <JudgmentCard execution={whole} stage={judgment} />}
        {isNext && (
          <Button kind="primary" size="large" isBusy={isAsked} onClick={onShip}>
            {say(state === 'other' ? words.shipAgain : words.ship, { version })}
          </Button>
        )}
        {run && (state === 'running' || state === 'other' || rollsBack(version)) && (
          <Link
            className={`${css.see} link`}
            to="/applications/$application/executions/details/$id"
            params={{ application: SAMPLE, id: run.id }}
          >
            {state === 'running' ? words.watch : words.see}
          </Link>
        )}
      </div>
    </li>
  );
}

/** Why it waits, what it does, or why it failed. */
function Reason({ execution }: { execution: PipelineExecution }) {
  const now = useNow(1_000);
  const why = failedCheck(execution) ?? whyOf(execution, now);
  if (!why) return null;
  return (
    <p>
      <b>{why.reason}</b> {why.more}
    </p>
  );
}

function glyphOf({ state, run, version }: Step): Status {
  if (state === 'todo') return 'NOT_STARTED';
  if (state === 'running') return run?.status === 'NOT_STARTED' ? 'BUFFERED' : 'RUNNING';
  // A broken version that was rolled back: as it was meant to, and yet it failed.
  if (state === 'done') return rollsBack(version) ? 'FAILED_CONTINUE' : 'SUCCEEDED';
  return run?.status ?? 'TERMINAL';
}
