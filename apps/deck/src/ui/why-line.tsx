import type { ReactNode } from 'react';
import { StatusGlyph } from './status-glyph.tsx';
import { statusTable, type Status } from './status.ts';
import css from './why-line.module.css';

interface WhyLineProps {
  status: Status;
  /** One bold sentence: what it waits for, or why it failed. */
  reason: ReactNode;
  /** One grey sentence: until when, or what to do. */
  more?: ReactNode;
  /** At most one link. */
  link?: ReactNode;
  isBare?: boolean;
  /** Two lines at most, the rest on hover: in lists. */
  isShort?: boolean;
}

/** Why something does not progress, in one line, next to its name. */
export const WhyLine = ({ status, reason, more, link, isBare = false, isShort = false }: WhyLineProps) => (
  <div className={`${css.why} ${isBare ? css.bare : css[statusTable[status].family]}`}>
    <StatusGlyph status={status} silent />
    <span
      className={`${css.words} ${isShort ? css.short : ''}`}
      title={isShort && typeof more === 'string' ? more : undefined}
    >
      <b>{reason}</b>
      {more && <span className="text-2"> {more}</span>}
    </span>
    {link}
  </div>
);
