import { StatusGlyph } from './status-glyph.tsx';
import { statusTable, type Status } from './status.ts';
import css from './status-word.module.css';

/** A status in its word, or in a better one (`Canary 41`); success stays grey. */
export function StatusWord({ status, word, glyph }: { status: Status; word?: string; glyph?: boolean }) {
  const { family, word: usual } = statusTable[status];
  const text = word ?? usual;
  return (
    <span className={`${css.word} ${status === 'SUCCEEDED' ? css.quiet : css[family]}`} title={text}>
      {glyph && <StatusGlyph status={status} size={13} silent />}
      <span className="cut">{text}</span>
    </span>
  );
}
