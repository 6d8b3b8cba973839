import type { PipelineExecution, StageExecution } from '@gennaker/contracts/orca';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { say } from '../../words/say.ts';
import { leafOf } from './stages.ts';
import { words } from './words.ts';
import css from './error-card.module.css';

interface ErrorCardProps {
  execution: PipelineExecution;
  stage: StageExecution;
  errors: readonly string[];
}

/** What failed, in the words of the leaf cause. */
export function ErrorCard({ execution, stage, errors }: ErrorCardProps) {
  const leaf = leafOf(execution, stage);
  const isContinued = stage.status === 'FAILED_CONTINUE';
  const name = leaf === stage ? stage.name : `${stage.name}, ${leaf.name}`;
  const [first = words.noReason, ...others] = errors;
  return (
    <section className={isContinued ? css.continued : css.failed}>
      <h3>
        <StatusGlyph status={stage.status} silent />
        {say(isContinued ? words.errorContinued : words.errorIn, { stage: name })}
      </h3>
      <p>{first}</p>
      {others.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </section>
  );
}
