import type { ComponentProps } from 'react';
import css from './table.module.css';

/** A table of rows between hairlines; its caption is for screen readers. */
export const Table = ({ caption, children, ...rest }: ComponentProps<'table'> & { caption: string }) => (
  <table className={css.table} {...rest}>
    <caption className="visually-hidden">{caption}</caption>
    {children}
  </table>
);

/** A head or a cell of numbers: right-aligned, in tabular figures. */
export const NumberHead = (props: ComponentProps<'th'>) => (
  <th scope="col" className={css.number} {...props} />
);
export const NumberCell = (props: ComponentProps<'td'>) => <td className={`${css.number} num`} {...props} />;
