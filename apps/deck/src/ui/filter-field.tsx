import { Search } from 'lucide-react';
import type { RefObject } from 'react';
import css from './filter-field.module.css';

interface FilterFieldProps {
  /** What the field is called, also shown while it is empty. */
  label: string;
  value: string | undefined;
  inputRef: RefObject<HTMLInputElement | null>;
  /** @param text undefined once the field is empty */
  onChange(text: string | undefined): void;
}

/** The text filter at the head of a list. The page leads the key `/` to it; Esc leaves it. */
export function FilterField({ label, value, inputRef, onChange }: FilterFieldProps) {
  return (
    <label className={css.filter}>
      <Search size={14} aria-hidden strokeWidth={1.75} />
      <input
        ref={inputRef}
        type="search"
        placeholder={label}
        aria-label={label}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || undefined)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <kbd className="wide-only" aria-hidden>
        /
      </kbd>
    </label>
  );
}
