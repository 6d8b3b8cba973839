import type { ReactNode } from 'react';
import css from './notice.module.css';

/** Says what would be here, and offers the next step. */
export const Empty = ({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) => (
  <section className={css.notice}>
    <h2>{title}</h2>
    {children && <p>{children}</p>}
    {action && <div className={css.actions}>{action}</div>}
  </section>
);
