import type { ReactNode } from 'react';
import { statusTable, type Status } from './status.ts';
import css from './status-glyph.module.css';

const on = 'var(--on-solid)';
const round = { strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

/** One shape each, so that a status reads in grey, at 12 px and for every kind of colour vision. */
const shapes: Readonly<Record<Status, (colour: string) => ReactNode>> = {
  NOT_STARTED: (c) => (
    <circle cx="8" cy="8" r="5.9" fill="none" stroke={c} strokeWidth="1.6" strokeDasharray="2.3 2.33" />
  ),
  RUNNING: (c) => (
    <>
      <circle cx="8" cy="8" r="5.9" fill="none" stroke={c} strokeOpacity=".28" strokeWidth="2" />
      <path
        className={css.turning}
        d="M8 2.1A5.9 5.9 0 0 1 13.9 8"
        fill="none"
        stroke={c}
        strokeWidth="2"
        {...round}
      />
      <circle cx="8" cy="8" r="2.2" fill={c} />
    </>
  ),
  AWAITING: (c) => (
    <>
      <path d="M8 .9 14.3 4.4v7.2L8 15.1 1.7 11.6V4.4Z" fill={c} stroke={c} strokeLinejoin="round" />
      <path
        d="M6.2 6.4a1.85 1.85 0 1 1 2.6 1.9c-.6.3-.8.6-.8 1.2"
        fill="none"
        stroke={on}
        strokeWidth="1.6"
        {...round}
      />
      <circle cx="8" cy="11.7" r="1" fill={on} />
    </>
  ),
  PAUSED: (c) => (
    <>
      <circle cx="8" cy="8" r="6.9" fill={c} />
      <path d="M6.1 5.4v5.2M9.9 5.4v5.2" stroke={on} strokeWidth="1.9" {...round} />
    </>
  ),
  SUSPENDED: (c) => (
    <>
      <circle cx="8" cy="8" r="6.1" fill="none" stroke={c} strokeWidth="1.6" />
      <path d="M6.3 5.6v4.8M9.7 5.6v4.8" stroke={c} strokeWidth="1.7" {...round} />
    </>
  ),
  BUFFERED: (c) => <path d="M2.5 3.6h11M2.5 8h7.5M2.5 12.4h4" stroke={c} strokeWidth="1.9" {...round} />,
  SUCCEEDED: (c) => (
    <>
      <circle cx="8" cy="8" r="6.9" fill={c} />
      <path d="M4.9 8.3 7.1 10.4 11.2 5.9" fill="none" stroke={on} strokeWidth="1.8" {...round} />
    </>
  ),
  FAILED_CONTINUE: (c) => (
    <>
      <path d="M8 1.4 15.2 14H.8Z" fill={c} stroke={c} strokeWidth="1.2" strokeLinejoin="round" />
      <path d="M8 5.9v3.6" stroke={on} strokeWidth="1.9" {...round} />
      <circle cx="8" cy="11.9" r="1.1" fill={on} />
    </>
  ),
  TERMINAL: (c) => (
    <>
      <rect x="2.55" y="2.55" width="10.9" height="10.9" rx="1.6" transform="rotate(45 8 8)" fill={c} />
      <path d="M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6" stroke={on} strokeWidth="1.8" {...round} />
    </>
  ),
  STOPPED: (c) => (
    <>
      <rect x="1.6" y="1.6" width="12.8" height="12.8" rx="2.6" fill={c} />
      <rect x="5.2" y="5.2" width="5.6" height="5.6" rx=".8" fill={on} />
    </>
  ),
  CANCELED: (c) => (
    <>
      <circle cx="8" cy="8" r="6.1" fill="none" stroke={c} strokeWidth="1.6" />
      <path d="M3.9 12.1 12.1 3.9" stroke={c} strokeWidth="1.6" />
    </>
  ),
  SKIPPED: (c) => <path d="M3 4l4 4-4 4M8.5 4l4 4-4 4" fill="none" stroke={c} strokeWidth="1.8" {...round} />,
  REDIRECT: (c) => (
    <path
      d="M2.5 13V9.2a3 3 0 0 1 3-3h7.2M9.4 2.6l3.8 3.6-3.8 3.6"
      fill="none"
      stroke={c}
      strokeWidth="1.9"
      {...round}
    />
  ),
};

/** The shape of a status. It is named for screen readers unless the word stands beside it (`silent`). */
export function StatusGlyph({
  status,
  size = 14,
  silent,
}: {
  status: Status;
  size?: number;
  silent?: boolean;
}) {
  const { word, family } = statusTable[status];
  const name = silent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': word };
  return (
    <svg className={css.glyph} width={size} height={size} viewBox="0 0 16 16" {...name}>
      {shapes[status](`var(--${family})`)}
    </svg>
  );
}
