import { useEffect, useState } from 'react';
import css from './loading.module.css';

/** Nothing for 200 ms, then grey shapes of the rows that come. */
export function Loading({ what, rows = 4 }: { what: string; rows?: number }) {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200);
    return () => clearTimeout(timer);
  }, []);
  if (!isLate) return null;
  return (
    <div className={css.loading} role="status">
      <span className="visually-hidden">{what}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={css.row} aria-hidden>
          <i />
          <i style={{ width: `${[38, 54, 46, 30][row % 4]}%` }} />
        </div>
      ))}
    </div>
  );
}
