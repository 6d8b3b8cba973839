import { useLocation } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import { setCrumbs, type Crumb } from './page-store.ts';
import { words } from './words.ts';
import css from './page.module.css';

interface PageProps {
  /** The title in words: of the document, too. */
  title: string;
  /** Beside the title, in grey: `#12`. */
  titleAside?: ReactNode;
  /** A status beside the title. */
  mark?: ReactNode;
  /** One grey line of facts. */
  facts?: ReactNode;
  actions?: ReactNode;
  /** What stands above this page; the page itself is added. */
  crumbs?: readonly Crumb[];
  /** One line of filters. */
  filters?: ReactNode;
  /** Content that scrolls by itself fills the sheet. */
  isFull?: boolean;
  children: ReactNode;
}

const NO_CRUMBS: readonly Crumb[] = [];

/** A screen: title, facts, actions, filters, content. The focus goes to the title after navigation. */
export function Page({
  title,
  titleAside,
  mark,
  facts,
  actions,
  crumbs = NO_CRUMBS,
  filters,
  isFull,
  children,
}: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  const trail = [...crumbs, { label: title }];
  const trailText = JSON.stringify(trail);
  useLayoutEffect(() => {
    const names = (JSON.parse(trailText) as Crumb[]).map(({ label }) => label);
    document.title = [...names.toReversed(), words.product].join(' · ');
    setCrumbs(JSON.parse(trailText) as Crumb[]);
  }, [trailText]);
  useEffect(() => {
    // A first visit leaves the focus to the browser; a dialog or a drawer that is open keeps it.
    if (document.activeElement === document.body || document.activeElement?.closest('nav'))
      heading.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1 ref={heading} tabIndex={-1} className="cut" title={title}>
          {title} {titleAside && <span className={css.aside}>{titleAside}</span>}
        </h1>
        {mark}
        <div className={css.facts}>{facts}</div>
        <div className={css.actions}>{actions}</div>
      </header>
      {filters && <div className={css.filters}>{filters}</div>}
      <div className={isFull ? css.full : css.body}>{children}</div>
    </div>
  );
}
