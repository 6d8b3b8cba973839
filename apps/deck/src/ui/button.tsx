import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { Tooltip } from './tooltip.tsx';
import css from './button.module.css';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  /** `primary` is ink: one a view. `danger` is for what destroys. */
  kind?: 'plain' | 'primary' | 'danger' | 'ghost';
  size?: 'small' | 'usual' | 'large';
  icon?: LucideIcon;
  /** The key that does the same, shown in the button. */
  shortcut?: string;
  /** Why it cannot be pressed: it stays in place and says so. */
  disabledBecause?: string;
  isBusy?: boolean;
  children?: ReactNode;
}

/** Does something. Without words it needs an `aria-label`, which is also its tooltip. */
export function Button({
  kind = 'plain',
  size = 'usual',
  icon: Icon,
  shortcut,
  disabledBecause,
  isBusy = false,
  children,
  className = '',
  onClick,
  ...rest
}: ButtonProps) {
  const isOff = disabledBecause !== undefined || isBusy;
  const button = (
    <button
      type="button"
      className={`${css.button} ${css[kind]} ${css[size]} ${children ? '' : css.square} ${className}`}
      aria-disabled={isOff || undefined}
      aria-busy={isBusy || undefined}
      onClick={isOff ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {Icon && <Icon size={size === 'small' ? 13 : 14} aria-hidden strokeWidth={1.75} />}
      {children}
      {shortcut && (
        <kbd className="wide-only" aria-hidden>
          {shortcut}
        </kbd>
      )}
    </button>
  );
  const words = disabledBecause ?? (children ? undefined : rest['aria-label']);
  return words ? <Tooltip text={words}>{button}</Tooltip> : button;
}
