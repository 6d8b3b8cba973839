import { useNavigate } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { failureOf } from '../../api/failure-of.ts';
import { gate } from '../../api/gate.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { toast } from '../../ui/toasts.tsx';
import { confirmKey } from '../../words/keys.ts';
import { say } from '../../words/say.ts';
import type { SavedPipeline } from './queries.ts';
import { Rehearsal } from './rehearsal.tsx';
import { textOf } from './subject-of.ts';
import { faultsOf, parametersAsked } from './start-form.ts';
import { words } from './words.ts';
import css from './start-dialog.module.css';

interface StartDialogProps {
  application: string;
  configs: readonly SavedPipeline[];
  executions: readonly PipelineExecution[];
  /** Its name; `?` to choose one. */
  pipeline: string;
  /** A run whose parameters are taken over. */
  like?: string;
  onClose(): void;
}

/** Starts a pipeline: left what, right what will happen. */
export function StartDialog({ application, configs, executions, pipeline, like, onClose }: StartDialogProps) {
  const [name, setName] = useState(() => (pipeline === '?' ? (configs[0]?.name ?? '') : pipeline));
  const [values, setValues] = useState<Record<string, string>>(() => parametersLike(executions, like));
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const navigate = useNavigate();
  const config = configs.find((one) => one.name === name);
  if (!config) return null;

  const parameters = parametersAsked(config);
  const faults = faultsOf(parameters, values);
  const ofPipeline = executions.filter(({ pipelineConfigId }) => pipelineConfigId === config.id);

  const given = Object.fromEntries(parameters.map((one) => [one.name, values[one.name] ?? one.default]));

  const start = async () => {
    if (faults.size > 0 || isBusy) return;
    setBusy(true);
    setRefusal(undefined);
    try {
      const { ref } = await gate.pipelines.trigger({
        params: { application, nameOrId: name },
        body: { type: 'manual', parameters: given },
      });
      toast({ title: say(words.started, { pipeline: name }) });
      const id = String(ref).split('/').at(-1)!;
      await navigate({
        to: '/applications/$application/executions/details/$id',
        params: { application, id },
      });
    } catch (error) {
      setRefusal(failureOf(error).message);
      setBusy(false);
    }
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void start();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="wide"
      title={say(words.startTitle, { pipeline: name })}
      aside={application}
      footer={
        <>
          {refusal && (
            <span role="alert" className={css.refusal}>
              <StatusGlyph status="TERMINAL" size={12} silent /> {refusal}
            </span>
          )}
          {faults.size > 0 && (
            <span className={css.refusal}>{say(words.faults, { count: faults.size })}</span>
          )}
          <Button kind="ghost" onClick={onClose}>
            {words.keep}
          </Button>
          <Button
            kind="primary"
            icon={Play}
            isBusy={isBusy}
            shortcut={confirmKey}
            disabledBecause={faults.size > 0 ? say(words.faults, { count: faults.size }) : undefined}
            onClick={() => void start()}
          >
            {words.start}
          </Button>
        </>
      }
    >
      <div className={css.split} onKeyDown={onKey}>
        <div className={css.form}>
          {pipeline === '?' && configs.length > 1 && (
            <Field label={words.pipeline}>
              {(control) => (
                <select {...control} value={name} onChange={(event) => setName(event.target.value)}>
                  {configs.map((one) => (
                    <option key={one.name}>{one.name}</option>
                  ))}
                </select>
              )}
            </Field>
          )}
          {parameters.length === 0 && <p className="text-3">{words.noParameters}</p>}
          {parameters.map(({ name: key, label, description, default: usual, isRequired, options }) => {
            const value = values[key] ?? usual;
            const change = (next: string) => setValues((was) => ({ ...was, [key]: next }));
            return (
              <Field
                key={key}
                label={label}
                hint={isRequired ? words.required : undefined}
                help={description}
                fault={faults.has(key) ? say(words.isRequired, { label }) : undefined}
              >
                {(control) =>
                  options ? (
                    <select {...control} value={value} onChange={(event) => change(event.target.value)}>
                      {!options.includes(value) && <option>{value}</option>}
                      {options.map((option) => (
                        <option key={option}>{option}</option>
                      ))}
                    </select>
                  ) : (
                    <input {...control} value={value} onChange={(event) => change(event.target.value)} />
                  )
                }
              </Field>
            );
          })}
        </div>
        <Rehearsal config={config} executions={ofPipeline} parameters={given} />
      </div>
    </Dialog>
  );
}

function parametersLike(
  executions: readonly PipelineExecution[],
  id: string | undefined,
): Record<string, string> {
  const parameters = executions.find((one) => one.id === id)?.trigger.parameters ?? {};
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, textOf(value)]));
}
