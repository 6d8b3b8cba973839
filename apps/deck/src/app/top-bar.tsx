import { Link } from '@tanstack/react-router';
import { ChevronLeft, CircleQuestionMark, Monitor, Moon, Search, Sun } from 'lucide-react';
import { Fragment } from 'react';
import { LiveMark } from '../live/live-mark.tsx';
import { Button } from '../ui/button.tsx';
import { paletteKey } from '../words/keys.ts';
import { say } from '../words/say.ts';
import { Logo } from './logo.tsx';
import { useCrumbs } from './page-store.ts';
import { nextTheme, setTheme, useTheme } from './theme.ts';
import { words } from './words.ts';
import css from './top-bar.module.css';

const themeIcons = { system: Monitor, light: Sun, dark: Moon };

/** Where one is, the way to everything, and how live it is. */
export function TopBar({ onPalette, onHelp }: { onPalette(): void; onHelp(): void }) {
  const crumbs = useCrumbs();
  const theme = useTheme();
  const above = crumbs.at(-2);
  return (
    <header className={css.bar}>
      <Link to="/" className={css.brand} aria-label={words.product}>
        <Logo />
        <span>{words.product}</span>
      </Link>
      <nav className={css.crumbs} aria-label={words.breadcrumb}>
        {above?.to && (
          <Link to={above.to} className={`${css.back} narrow-only`}>
            <ChevronLeft size={18} aria-hidden />
            {above.label}
          </Link>
        )}
        {crumbs.map(({ label, to }, index) => (
          <Fragment key={index}>
            {index > 0 && (
              <span className="wide-only" aria-hidden>
                /
              </span>
            )}
            {to ? (
              <Link to={to} className="wide-only">
                {label}
              </Link>
            ) : (
              <b className={`cut ${above?.to ? 'wide-only' : ''}`} aria-current="page">
                {label}
              </b>
            )}
          </Fragment>
        ))}
      </nav>
      <button type="button" className={`${css.command} wide-only`} onClick={onPalette}>
        <Search size={14} aria-hidden strokeWidth={1.75} />
        <span>{words.search}</span>
        <kbd>{paletteKey}</kbd>
      </button>
      <div className={css.right}>
        <LiveMark />
        <Button
          kind="ghost"
          icon={Search}
          aria-label={words.search}
          className="narrow-only"
          onClick={onPalette}
        />
        <Button
          kind="ghost"
          icon={themeIcons[theme]}
          aria-label={say(words.theme, { theme: words.themes[theme] })}
          className="wide-only"
          onClick={() => setTheme(nextTheme(theme))}
        />
        <Button
          kind="ghost"
          icon={CircleQuestionMark}
          aria-label={words.help}
          className="wide-only"
          onClick={onHelp}
        />
      </div>
    </header>
  );
}
