import { Link } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { placesFor } from './places.ts';
import css from './bottom-bar.module.css';

/** The navigation of a phone. */
export function BottomBar({ application, onMore }: { application: string | undefined; onMore(): void }) {
  const { global, ofApplication } = placesFor(application);
  const shown = [...ofApplication, ...global].filter(({ isOnPhone }) => isOnPhone).slice(0, 4);
  return (
    <nav className={css.bar} aria-label="Places">
      {shown.map(({ id, path, label, icon: Icon, Count }) => (
        <Link
          key={id}
          to={path}
          params={{ application } as never}
          activeOptions={{ exact: id === 'applications' }}
        >
          <Icon size={20} aria-hidden strokeWidth={1.75} />
          <span className={css.label}>
            {label}
            {Count && <Count />}
          </span>
        </Link>
      ))}
      <button type="button" onClick={onMore}>
        <Ellipsis size={20} aria-hidden strokeWidth={1.75} />
        More
      </button>
    </nav>
  );
}
