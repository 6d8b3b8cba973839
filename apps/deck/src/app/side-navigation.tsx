import { Link } from '@tanstack/react-router';
import { ChevronsUpDown, PanelLeft } from 'lucide-react';
import { Fragment } from 'react';
import { Tooltip } from '../ui/tooltip.tsx';
import type { Place } from './place.ts';
import { placesFor } from './places.ts';
import { words } from './words.ts';
import css from './side-navigation.module.css';

interface SideNavigationProps {
  application: string | undefined;
  isClosed: boolean;
  onToggle(): void;
}

/** The places of the application that one is in, else of the platform. */
export function SideNavigation({ application, isClosed, onToggle }: SideNavigationProps) {
  const { global, ofApplication } = placesFor(application);
  const shown = application === undefined ? global : ofApplication;
  return (
    <nav className={css.side} data-closed={isClosed || undefined} aria-label={words.navigation}>
      {application !== undefined && (
        <Link to="/applications" className={css.application} title={words.applications}>
          <span className={css.monogram} aria-hidden>
            {application.slice(0, 2)}
          </span>
          <span className={`${css.label} cut`}>{application}</span>
          <ChevronsUpDown size={14} aria-hidden strokeWidth={1.75} className={css.label} />
        </Link>
      )}
      {shown.map((place, index) => (
        <Fragment key={place.id}>
          {place.group && place.group !== shown[index - 1]?.group && (
            <h2 className={css.group}>{isClosed ? '' : place.group}</h2>
          )}
          <PlaceLink place={place} application={application} isClosed={isClosed} />
        </Fragment>
      ))}
      <button type="button" className={css.collapse} onClick={onToggle} aria-expanded={!isClosed}>
        <PanelLeft size={16} aria-hidden strokeWidth={1.75} />
        <span className={css.label}>{words.collapse}</span>
        <kbd className={css.label}>[</kbd>
      </button>
    </nav>
  );
}

function PlaceLink({
  place,
  application,
  isClosed,
}: {
  place: Place;
  application?: string;
  isClosed: boolean;
}) {
  const { icon: Icon, label, path, Count } = place;
  const link = (
    <Link
      to={path}
      params={{ application } as never}
      className={css.place}
      aria-label={isClosed ? label : undefined}
    >
      <Icon size={16} aria-hidden strokeWidth={1.75} />
      <span className={css.label}>{label}</span>
      {Count && <Count />}
    </Link>
  );
  return isClosed ? <Tooltip text={label}>{link}</Tooltip> : link;
}
