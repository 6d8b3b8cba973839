import { useRef, type KeyboardEvent } from 'react';
import { healthWords, type Health } from './health.ts';
import css from './instance-squares.module.css';

export interface Square {
  id: string;
  name: string;
  health: Health;
}

interface InstanceSquaresProps {
  label: string;
  /** In a stable order (zone, then name), so that a square stays in its place. */
  squares: readonly Square[];
  selected?: string;
  onSelect?(id: string): void;
}

/** An instance is a square: 11 px up to 60 of them, 8 px beyond. With `onSelect` each is a button. */
export function InstanceSquares({ label, squares, selected, onSelect }: InstanceSquaresProps) {
  const ref = useRef<HTMLDivElement>(null);
  const size = squares.length > 60 ? css.small : css.usual;
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const all = [...(ref.current?.querySelectorAll('button') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    if (step && at >= 0) all[at + step]?.focus();
  };
  if (!onSelect)
    return (
      <div className={css.squares} role="img" aria-label={`${label}: ${inWords(squares)}`}>
        {squares.map(({ id, health }) => (
          <span key={id} className={`${css.square} ${size} ${css[health]}`} />
        ))}
      </div>
    );
  return (
    <div ref={ref} className={css.squares} role="group" aria-label={label} onKeyDown={move}>
      {squares.map(({ id, name, health }, index) => (
        <button
          key={id}
          type="button"
          className={`${css.square} ${size} ${css[health]}`}
          aria-label={`${name}, ${healthWords[health]}`}
          aria-pressed={id === selected}
          title={`${name}, ${healthWords[health]}`}
          tabIndex={id === selected || (selected === undefined && index === 0) ? 0 : -1}
          onClick={() => onSelect(id)}
        />
      ))}
    </div>
  );
}

/** `11 up, 1 down` */
function inWords(squares: readonly Square[]): string {
  const counts = Map.groupBy(squares, ({ health }) => health);
  return [...counts].map(([health, all]) => `${all.length} ${healthWords[health].toLowerCase()}`).join(', ');
}
