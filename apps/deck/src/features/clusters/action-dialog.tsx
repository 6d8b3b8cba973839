import { useRef, useState } from 'react';
import { gate } from '../../api/gate.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { say } from '../../words/say.ts';
import {
  confirmWords,
  isCount,
  operationOf,
  usualWayBack,
  wayBackWords,
  type ActionName,
  type Target,
} from './actions.ts';
import { TaskSteps } from './task-steps.tsx';
import { words } from './words.ts';
import css from './action-dialog.module.css';

interface ActionDialogProps {
  action: ActionName;
  target: Target;
  onClose(): void;
}

/** Says what an action will do, does it, and shows its steps; it may be closed, and the work goes on. */
export function ActionDialog({ action, target, onClose }: ActionDialogProps) {
  // What is asked about stays what it was while the list changes.
  const [asked] = useState(target);
  const { group, siblings, account } = asked;
  const [count, setCount] = useState(String(group.capacity.desired));
  const [back, setBack] = useState(() => usualWayBack(asked)?.name);
  const [taskId, setTaskId] = useState<string>();
  const isStarted = useRef(false);

  const answer = {
    count: count === '' ? Number.NaN : Number(count),
    to: siblings.find(({ name }) => name === back),
  };
  const { title, lines, verb } = confirmWords(action, asked, answer);
  const start = async () => {
    if (action === 'resize' && !isCount(answer.count)) throw new Error(words.resizeInvalid);
    if (action === 'resize' && answer.count === group.capacity.desired) throw new Error(words.resizeSame);
    const { ref } = await gate.tasks.start({ body: operationOf(action, asked, answer) });
    isStarted.current = true;
    setTaskId(ref.split('/').at(-1));
  };

  if (taskId !== undefined)
    return (
      <Dialog
        isOpen
        onClose={onClose}
        width="narrow"
        title={verb}
        aside={group.account}
        footer={
          <Button kind="primary" onClick={onClose}>
            {words.close}
          </Button>
        }
      >
        <TaskSteps id={taskId} />
      </Dialog>
    );
  return (
    <ConfirmDialog
      isOpen
      onClose={() => !isStarted.current && onClose()}
      title={title}
      verb={verb}
      isDestructive={action === 'destroy'}
      typeToConfirm={account?.challengeDestructiveActions ? group.account : undefined}
      onConfirm={start}
    >
      <div className={css.words}>
        {action === 'resize' && (
          <Field label={words.resizeField} hint={say(words.resizeHint, { count: group.capacity.desired })}>
            {(ids) => (
              <input
                {...ids}
                type="number"
                min={0}
                max={1_000}
                value={count}
                onChange={(event) => setCount(event.target.value)}
              />
            )}
          </Field>
        )}
        {action === 'rollBack' && siblings.length > 1 && (
          <Field label={words.rollBackTo}>
            {(ids) => (
              <select {...ids} value={back} onChange={(event) => setBack(event.target.value)}>
                {siblings.map((one) => (
                  <option key={one.name} value={one.name}>
                    {wayBackWords(one)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        {action === 'rollBack' && siblings.length === 1 && answer.to && (
          <p>
            {words.rollBackTo} {wayBackWords(answer.to)}.
          </p>
        )}
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
    </ConfirmDialog>
  );
}
