import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from './button.tsx';
import css from './drawer.module.css';

interface DrawerProps {
  label: string;
  title: ReactNode;
  onClose(): void;
  children: ReactNode;
}

/** Details beside a list that stays whole. It takes the focus, Esc closes it, and the focus goes back. */
export function Drawer({ label, title, onClose, children }: DrawerProps) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    ref.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <aside
      ref={ref}
      className={css.drawer}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header className={css.head}>
        <div className={css.title}>{title}</div>
        <Button kind="ghost" icon={X} aria-label="Close" onClick={onClose} />
      </header>
      <div className={css.body}>{children}</div>
    </aside>
  );
}
