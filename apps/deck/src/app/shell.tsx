import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useLiveStream } from '../live/use-live-stream.ts';
import { Toasts } from '../ui/toasts.tsx';
import { appliers } from './appliers.ts';
import { BottomBar } from './bottom-bar.tsx';
import { KeysSheet } from './keys-sheet.tsx';
import { Palette } from './palette.tsx';
import { placesFor } from './places.ts';
import { SideNavigation } from './side-navigation.tsx';
import { TopBar } from './top-bar.tsx';
import { useKeys } from './use-keys.ts';
import { words } from './words.ts';
import css from './shell.module.css';

const CLOSED = 'deck.side-closed';

/** The frame of every screen: top bar, navigation, one sheet; the live stream, the palette and the keys. */
export function Shell() {
  const { application } = useParams({ strict: false }) as { application?: string };
  const navigate = useNavigate();
  const [isClosed, setClosed] = useState(() => localStorage.getItem(CLOSED) !== null);
  const [open, setOpen] = useState<'palette' | 'keys'>();
  useLiveStream(application, appliers);

  const toggleSide = useCallback(() => {
    setClosed((was) => {
      if (was) localStorage.removeItem(CLOSED);
      else localStorage.setItem(CLOSED, '1');
      return !was;
    });
  }, []);
  const showPalette = useCallback(() => setOpen('palette'), []);
  const showKeys = useCallback(() => setOpen('keys'), []);
  const go = useCallback(
    (letter: string) => {
      const { global, ofApplication } = placesFor(application);
      const place = [...ofApplication, ...global].find(({ key }) => key === letter);
      if (place) void navigate({ to: place.path, params: { application } as never });
    },
    [application, navigate],
  );
  useKeys({ onPalette: showPalette, onHelp: showKeys, onCollapse: toggleSide, onGo: go });

  return (
    <div className={css.shell} data-closed={isClosed || undefined}>
      <a className={css.skip} href="#content">
        {words.skip}
      </a>
      <TopBar onPalette={showPalette} onHelp={showKeys} />
      <SideNavigation application={application} isClosed={isClosed} onToggle={toggleSide} />
      <main className={css.sheet} id="content" tabIndex={-1}>
        <Outlet />
      </main>
      <BottomBar application={application} onMore={showPalette} />
      {open === 'palette' && <Palette application={application} onClose={() => setOpen(undefined)} />}
      {open === 'keys' && <KeysSheet application={application} onClose={() => setOpen(undefined)} />}
      <Toasts />
    </div>
  );
}
