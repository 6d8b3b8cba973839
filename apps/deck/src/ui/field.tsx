import { useId, type ReactNode } from 'react';
import css from './field.module.css';

interface FieldProps {
  label: string;
  /** A few words at the right of the label: `required`, `5 to 60`. */
  hint?: string;
  help?: ReactNode;
  fault?: string;
  children(ids: {
    id: string;
    'aria-describedby'?: string;
    'aria-invalid'?: true;
    className: string;
  }): ReactNode;
}

/** A labelled control with its help and its fault; the control is what `children` makes. */
export function Field({ label, hint, help, fault, children }: FieldProps) {
  const id = useId();
  const isDescribed = Boolean(help ?? fault);
  return (
    <div className={css.field}>
      <div className={css.head}>
        <label htmlFor={id}>{label}</label>
        {hint && <span className="text-3">{hint}</span>}
      </div>
      {children({
        id,
        className: css.control!,
        ...(isDescribed && { 'aria-describedby': `${id}-about` }),
        ...(fault && { 'aria-invalid': true as const }),
      })}
      {isDescribed && (
        <div id={`${id}-about`} className={fault ? css.fault : css.help}>
          {fault ?? help}
        </div>
      )}
    </div>
  );
}
