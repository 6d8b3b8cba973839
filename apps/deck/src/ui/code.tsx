import css from './code.module.css';

/** What a machine said or reads, as it is. */
export const Code = ({ children, label }: { children: string; label: string }) => (
  <pre className={css.code} tabIndex={0} aria-label={label}>
    {children}
  </pre>
);
