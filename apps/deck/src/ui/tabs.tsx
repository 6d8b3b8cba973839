import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import css from './tabs.module.css';

export interface TabItem {
  id: string;
  label: string;
  /** A number or a word beside the label. */
  count?: string | number;
  content: ReactNode;
}

/** A few views of one thing; which one is the caller's to keep (in the address, mostly). */
export const Tabs = ({ items, value, onChange, end }: TabsProps) => (
  <Base.Root value={value} onValueChange={(id) => onChange(String(id))} className={css.root}>
    <div className={css.bar}>
      <Base.List className={css.list} aria-label="Views">
        {items.map(({ id, label, count }) => (
          <Base.Tab key={id} value={id} className={css.tab}>
            {label}
            {count !== undefined && <span className={css.count}>{count}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      {end}
    </div>
    {items.map(({ id, content }) => (
      <Base.Panel key={id} value={id} className={css.panel}>
        {content}
      </Base.Panel>
    ))}
  </Base.Root>
);

interface TabsProps {
  items: readonly TabItem[];
  value: string;
  onChange(id: string): void;
  end?: ReactNode;
}
