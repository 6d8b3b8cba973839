import type { PipelineConfig } from '@gennaker/contracts/front50';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { WhyLine } from '../../ui/why-line.tsx';
import { say } from '../../words/say.ts';
import { duration } from '../../words/time.ts';
import { historyOf } from './history.ts';
import { asTitle, isOver } from './stages.ts';
import { numberOf } from './subject-of.ts';
import { plain } from './why-of.ts';
import { words } from './words.ts';
import css from './rehearsal.module.css';

interface SavedStage {
  name?: string;
  type: string;
  refId: string;
  comments?: string;
  instructions?: string;
}

interface RehearsalProps {
  config: PipelineConfig;
  /** Of this pipeline, newest first. */
  executions: readonly PipelineExecution[];
  /** As they are filled in. */
  parameters: Readonly<Record<string, string>>;
}

/** What will happen when a pipeline is started: how long, which stages, whom it asks, what it waits for. */
export function Rehearsal({ config, executions, parameters }: RehearsalProps) {
  const stages = (config.stages ?? []) as unknown as SavedStage[];
  const history = historyOf(executions);
  const asks = stages.filter(({ type }) => type === 'manualJudgment').length;
  const before = executions.find((one) => !isOver(one));
  return (
    <section className={css.rehearsal} aria-label={words.whatHappens}>
      <h3>{words.whatHappens}</h3>
      <dl className={css.facts}>
        <div>
          <dt>{words.takes}</dt>
          <dd className="num">
            {history.total === undefined ? words.takesUnknown : duration(history.total)}
          </dd>
        </div>
        <div>
          <dt>{words.stagesCount}</dt>
          <dd>{stages.length}</dd>
        </div>
        <div>
          <dt>{words.asksCount}</dt>
          <dd>{asks === 0 ? words.asksNever : say(words.asksTimes, { count: asks })}</dd>
        </div>
      </dl>
      {before && config['limitConcurrent'] !== false && (
        <WhyLine status="FAILED_CONTINUE" reason={say(words.willQueue, { name: numberOf(before) })} />
      )}
      <ol className={css.steps}>
        {stages.map(({ refId, name, type, comments, instructions }, index) => {
          const usual = history.byStage.get(name ?? '');
          return (
            <li key={refId}>
              <span className={css.number} aria-hidden>
                {index + 1}
              </span>
              <span>
                <b>{name ?? type}</b>
                <small>{filledIn(plain(comments ?? instructions ?? ''), parameters) || asTitle(type)}</small>
              </span>
              <span className="num text-2">{usual === undefined ? '' : duration(usual)}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** Parameters in a text have their values; other expressions are known only when it runs. */
const filledIn = (text: string, parameters: Readonly<Record<string, string>>): string =>
  text.replace(/\$\{\s*parameters\.(\w+)\s*\}/g, (whole, name: string) => parameters[name] ?? whole);
