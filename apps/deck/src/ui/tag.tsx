import type { ReactNode } from 'react';
import type { Family } from './status.ts';
import css from './tag.module.css';

/** A small fact beside a name: `1 running`, `stale 11 min`. */
export const Tag = ({ family, children }: { family?: Family; children: ReactNode }) => (
  <span className={`${css.tag} ${family ? css[family] : ''}`}>{children}</span>
);
