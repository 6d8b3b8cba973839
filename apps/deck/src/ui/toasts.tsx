import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { Button } from './button.tsx';
import { StatusGlyph } from './status-glyph.tsx';
import css from './toasts.module.css';

const manager = Toast.createToastManager();

interface Said {
  title: string;
  description?: string;
  isFault?: boolean;
  /** The way back. */
  undo?: { label: string; run(): void };
}

/** Answers what the reader did; never for what happened by itself. */
export const toast = ({ title, description, isFault = false, undo }: Said): void =>
  void manager.add({
    title,
    description,
    type: isFault ? 'fault' : 'done',
    timeout: isFault ? 0 : 6_000,
    priority: isFault ? 'high' : 'low',
    ...(undo && { actionProps: { children: undo.label, onClick: undo.run } }),
  });

/** Where toasts appear. */
export const Toasts = () => (
  <Toast.Provider toastManager={manager} limit={2}>
    <Toast.Portal>
      <Toast.Viewport className={css.viewport}>
        <List />
      </Toast.Viewport>
    </Toast.Portal>
  </Toast.Provider>
);

const List = () =>
  Toast.useToastManager().toasts.map((one) => (
    <Toast.Root key={one.id} toast={one} className={css.toast} data-toast>
      <StatusGlyph status={one.type === 'fault' ? 'TERMINAL' : 'SUCCEEDED'} silent />
      <div className={css.words}>
        <Toast.Title className={css.title} render={<div />} />
        <Toast.Description className="text-2" />
      </div>
      {one.actionProps && <Toast.Action className="link" />}
      <Toast.Close render={<Button kind="ghost" size="small" icon={X} aria-label="Dismiss" />} />
    </Toast.Root>
  ));
