import type { ComponentProps } from 'react';
import css from './chip.module.css';

/** A filter that is set or not. */
export const Chip = ({ isOn, className = '', ...rest }: ComponentProps<'button'> & { isOn: boolean }) => (
  <button
    type="button"
    className={`${css.chip} ${isOn ? css.on : ''} ${className}`}
    aria-pressed={isOn}
    {...rest}
  />
);
