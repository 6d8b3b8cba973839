import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useRef, type ReactNode, type RefObject } from 'react';
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
  /** What has the focus at first; default: the first control. */
  initialFocus?: RefObject<HTMLElement | null>;
}

/** For what changes something: a title, its content, and a row of buttons. Esc closes it. */
export function Dialog({
  isOpen,
  onClose,
  title,
  aside,
  children,
  footer,
  width = 'usual',
  initialFocus,
}: DialogProps) {
  const body = useRef<HTMLDivElement>(null);
  const first = () => body.current?.querySelector<HTMLElement>('input, select, textarea, button') ?? true;
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={css.backdrop} />
        <Base.Popup className={`${css.popup} ${css[width]}`} initialFocus={initialFocus ?? first}>
          <header className={css.head}>
            <Base.Title className={css.title}>{title}</Base.Title>
            <span className={css.aside}>{aside}</span>
            <Base.Close render={<Button kind="ghost" icon={X} aria-label="Close" />} />
          </header>
          <div ref={body} className={css.body}>
            {children}
          </div>
          {footer && <footer className={css.foot}>{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
