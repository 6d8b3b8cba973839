import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useRef, useState, type ReactNode } from 'react';
import { failureOf } from '../api/failure-of.ts';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import dialog from './dialog.module.css';
import css from './confirm-dialog.module.css';

interface ConfirmDialogProps {
  isOpen: boolean;
  onClose(): void;
  /** Names the thing: `Cancel Ship #12?` */
  title: string;
  /** What ends, what stays, how to undo. */
  children: ReactNode;
  /** The verb with its object: `Destroy 2 groups`. */
  verb: string;
  isDestructive?: boolean;
  /** Asks for a reason, and hands it over. */
  reasonLabel?: string;
  /** What must be typed first, for what cannot be undone. */
  typeToConfirm?: string;
  onConfirm(reason: string): Promise<unknown>;
}

/** Says what will happen before it does. Enter never confirms what destroys: the focus begins on «Keep». */
export function ConfirmDialog({
  isOpen,
  onClose,
  title,
  children,
  verb,
  onConfirm,
  ...options
}: ConfirmDialogProps) {
  const { isDestructive = false, reasonLabel, typeToConfirm } = options;
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const keep = useRef<HTMLButtonElement>(null);
  const confirm = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await onConfirm(reason);
      onClose();
    } catch (error) {
      setFault(failureOf(error).message);
    } finally {
      setBusy(false);
    }
  };
  const isMissing = typeToConfirm !== undefined && typed !== typeToConfirm;
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={dialog.backdrop} />
        <AlertDialog.Popup className={`${dialog.popup} ${dialog.narrow} ${css.popup}`} initialFocus={keep}>
          <AlertDialog.Title className={dialog.title}>{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div className={css.words} />}>{children}</AlertDialog.Description>
          {reasonLabel && (
            <Field label={reasonLabel} hint="seen by everybody">
              {(ids) => <input {...ids} value={reason} onChange={(event) => setReason(event.target.value)} />}
            </Field>
          )}
          {typeToConfirm && (
            <Field label={`Type ${typeToConfirm} to confirm`}>
              {(ids) => <input {...ids} value={typed} onChange={(event) => setTyped(event.target.value)} />}
            </Field>
          )}
          {fault && (
            <p role="alert" className={css.fault}>
              {fault}
            </p>
          )}
          <div className={css.foot}>
            <AlertDialog.Close render={<Button ref={keep}>Keep as it is</Button>} />
            <Button
              kind={isDestructive ? 'danger' : 'primary'}
              isBusy={isBusy}
              disabledBecause={isMissing ? `Type ${typeToConfirm} first.` : undefined}
              onClick={() => void confirm()}
            >
              {verb}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
