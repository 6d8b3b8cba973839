import type { LucideIcon } from 'lucide-react';
import css from './segmented.module.css';

interface SegmentedProps<T extends string> {
  label: string;
  options: readonly { value: T; label: string; icon?: LucideIcon }[];
  value: T;
  onChange(value: T): void;
}

/** One of a few ways to see the same thing. */
export const Segmented = <T extends string>({ label, options, value, onChange }: SegmentedProps<T>) => (
  <div role="group" aria-label={label} className={css.segmented}>
    {options.map(({ value: option, label: text, icon: Icon }) => (
      <button key={option} type="button" aria-pressed={option === value} onClick={() => onChange(option)}>
        {Icon && <Icon size={13} aria-hidden strokeWidth={1.75} />}
        {text}
      </button>
    ))}
  </div>
);
