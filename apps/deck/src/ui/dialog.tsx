import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { Button } from './button.tsx';
import css from './dialog.module.css';

interface DialogProps {
  isOpen: boolean;
  onClose(): void;
  title: ReactNode;
  /** Beside the title, in grey. */
  aside?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  width?: 'narrow' | 'usual' | 'wide';
  initialFocus?: RefObject<HTMLElement | null>;
}

/** For what changes something: a title, its content, and a row of buttons. Esc closes it. */
export const Dialog = ({
  isOpen,
  onClose,
  title,
  aside,
  children,
  footer,
  width = 'usual',
  initialFocus,
}: DialogProps) => (
  <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
    <Base.Portal>
      <Base.Backdrop className={css.backdrop} />
      <Base.Popup className={`${css.popup} ${css[width]}`} initialFocus={initialFocus}>
        <header className={css.head}>
          <Base.Title className={css.title}>{title}</Base.Title>
          <span className={css.aside}>{aside}</span>
          <Base.Close render={<Button kind="ghost" icon={X} aria-label="Close" />} />
        </header>
        <div className={css.body}>{children}</div>
        {footer && <footer className={css.foot}>{footer}</footer>}
      </Base.Popup>
    </Base.Portal>
  </Base.Root>
);
