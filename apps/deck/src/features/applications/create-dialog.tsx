import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { failureOf } from '../../api/failure-of.ts';
import { gate } from '../../api/gate.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { toast } from '../../ui/toasts.tsx';
import { say } from '../../words/say.ts';
import { accountsQuery } from '../clusters/queries.ts';
import { faultsOfAnswer, type CreateFaults } from './create-faults.ts';
import { createApplication } from './create-application.ts';
import { applicationsQuery } from './queries.ts';
import { words } from './words.ts';
import css from './create-dialog.module.css';

interface CreateDialogProps {
  /** Names that exist: the platform would change theirs instead of making a new one. */
  taken: readonly string[];
  onClose(): void;
}

/** Asks for a new application and makes it; what the platform does not accept stands at its field. */
export function CreateDialog({ taken, onClose }: CreateDialogProps) {
  const { data: accounts = [] } = useQuery(accountsQuery);
  const clouds = [...new Set(accounts.map(({ cloudProvider }) => cloudProvider))];
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [description, setDescription] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>();
  const [faults, setFaults] = useState<CreateFaults>({});
  const [isBusy, setBusy] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();

  const create = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    const wanted = name.trim().toLowerCase();
    const missing: CreateFaults = {
      ...(wanted === '' && { name: words.createNoName }),
      ...(email.trim() === '' && { email: words.createNoEmail }),
      ...(taken.some((one) => one.toLowerCase() === wanted) && {
        name: say(words.createTaken, { name: wanted }),
      }),
    };
    setFaults(missing);
    if (Object.keys(missing).length > 0) return;
    setBusy(true);
    try {
      const errors = await createApplication(gate, {
        name: wanted,
        email: email.trim(),
        cloudProviders: (chosen ?? clouds).join(','),
        ...(description.trim() !== '' && { description: description.trim() }),
      });
      if (errors) return setFaults(faultsOfAnswer(errors));
      await client.invalidateQueries({ queryKey: applicationsQuery.queryKey });
      toast({ title: say(words.created, { name: wanted }) });
      await navigate({ to: '/applications/$application/executions', params: { application: wanted } });
    } catch (error) {
      setFaults({ other: failureOf(error).message });
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.createTitle}
      footer={
        <>
          <Button kind="ghost" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button kind="primary" type="submit" form="create-application" isBusy={isBusy}>
            {words.createVerb}
          </Button>
        </>
      }
    >
      <form id="create-application" className={css.form} onSubmit={(event) => void create(event)} noValidate>
        <Field label={words.createName} hint={words.required} help={words.createNameHelp} fault={faults.name}>
          {(ids) => (
            <input
              {...ids}
              autoComplete="off"
              spellCheck={false}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={words.createEmail} hint={words.required} fault={faults.email}>
          {(ids) => (
            <input {...ids} type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
          )}
        </Field>
        <Field label={words.createDescription} hint={words.optional} fault={faults.description}>
          {(ids) => (
            <input {...ids} value={description} onChange={(event) => setDescription(event.target.value)} />
          )}
        </Field>
        {clouds.length > 0 && (
          <fieldset className={css.clouds}>
            <legend>{words.createClouds}</legend>
            {clouds.map((cloud) => (
              <label key={cloud}>
                <input
                  type="checkbox"
                  checked={(chosen ?? clouds).includes(cloud)}
                  onChange={({ target }) => {
                    const now = chosen ?? clouds;
                    setChosen(target.checked ? [...now, cloud] : now.filter((one) => one !== cloud));
                  }}
                />
                {cloud}
              </label>
            ))}
            <p className="text-3">{words.createCloudsHelp}</p>
          </fieldset>
        )}
        {faults.other && (
          <p role="alert" className={css.fault}>
            {faults.other}
          </p>
        )}
      </form>
    </Dialog>
  );
}
