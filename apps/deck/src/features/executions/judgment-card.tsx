import { useMemo, useState } from 'react';
import type { PipelineExecution, StageExecution } from '@gennaker/contracts/orca';
import { failureOf } from '../../api/failure-of.ts';
import { useCommands, type Command } from '../../app/commands.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { useNow } from '../../ui/use-now.ts';
import { say } from '../../words/say.ts';
import { duration } from '../../words/time.ts';
import { steer } from './steer.ts';
import { plain } from './why-of.ts';
import { words } from './words.ts';
import css from './judgment-card.module.css';

/** A question that a run waits on: its words, its answers, approve and reject. The same card everywhere. */
export function JudgmentCard({ execution, stage }: { execution: PipelineExecution; stage: StageExecution }) {
  const now = useNow(1_000);
  const inputs = (stage.context['judgmentInputs'] ?? []) as { value: string }[];
  const [input, setInput] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [isRejecting, setRejecting] = useState(false);
  const [fault, setFault] = useState<string>();
  const instructions = plain(
    typeof stage.context['instructions'] === 'string' ? stage.context['instructions'] : '',
  );
  const answer = { judgmentInput: input === '' ? undefined : input };
  const isMissing = inputs.length > 0 && input === '';

  const approve = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await steer.judge(execution, stage, { judgmentStatus: 'continue', ...answer });
    } catch (error) {
      setFault(failureOf(error).message);
      setBusy(false);
    }
  };
  const commands = useMemo<Command[]>(
    () => [
      {
        id: `approve ${stage.id}`,
        label: `${words.approve} ${stage.name}`,
        run: () => document.getElementById(`approve-${stage.id}`)?.focus(),
        key: 'a',
      },
      {
        id: `reject ${stage.id}`,
        label: `${words.reject} ${stage.name}`,
        run: () => setRejecting(true),
        key: 'd',
      },
    ],
    [stage.id, stage.name],
  );
  useCommands(commands);

  return (
    <section className={css.card} aria-label={stage.name}>
      <header>
        <StatusGlyph status="AWAITING" size={16} />
        <h2>{stage.name}</h2>
        <span className="num">{stage.startTime === undefined ? '' : duration(now - stage.startTime)}</span>
      </header>
      {instructions && <p>{linked(instructions)}</p>}
      {inputs.length > 0 && (
        <Field label={words.choose}>
          {(control) => (
            <select {...control} value={input} onChange={(event) => setInput(event.target.value)}>
              <option value="">{words.answer}</option>
              {inputs.map(({ value }) => (
                <option key={value}>{value}</option>
              ))}
            </select>
          )}
        </Field>
      )}
      {fault && <p role="alert">{fault}</p>}
      <div className={css.actions}>
        <Button
          id={`approve-${stage.id}`}
          kind="primary"
          shortcut="A"
          isBusy={isBusy}
          disabledBecause={isMissing ? words.answer : undefined}
          onClick={() => void approve()}
        >
          {words.approve}
        </Button>
        <Button kind="danger" shortcut="D" onClick={() => setRejecting(true)}>
          {words.reject}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isRejecting}
        onClose={() => setRejecting(false)}
        title={say(words.rejectTitle, { stage: stage.name })}
        verb={words.rejectVerb}
        isDestructive
        onConfirm={() => steer.judge(execution, stage, { judgmentStatus: 'stop', ...answer })}
      >
        {words.rejectMore}
      </ConfirmDialog>
    </section>
  );
}

/** Addresses in a text become links. */
function linked(text: string) {
  return text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;!?)])/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} className="link" href={part} target="_blank" rel="noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
