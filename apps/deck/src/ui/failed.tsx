import { failureOf } from '../api/failure-of.ts';
import { Button } from './button.tsx';
import { StatusGlyph } from './status-glyph.tsx';
import css from './notice.module.css';

/** Names the part that could not be read, why, and tries again. */
export const Failed = ({ what, error, onRetry }: { what: string; error: unknown; onRetry?: () => void }) => (
  <section className={css.notice} role="alert">
    <h2>
      <StatusGlyph status="TERMINAL" silent />
      {what}
    </h2>
    <p>{failureOf(error).message}</p>
    {onRetry && (
      <div className={css.actions}>
        <Button onClick={onRetry}>Try again</Button>
      </div>
    )}
  </section>
);
