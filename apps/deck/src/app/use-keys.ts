import { useEffect } from 'react';
import { currentCommands } from './commands.ts';

interface Keys {
  onPalette(): void;
  onHelp(): void;
  onCollapse(): void;
  /** The letter after `g`. */
  onGo(letter: string): void;
}

/** What answers keys by itself while it is open; a toast is a dialog only by its role. */
const OPEN = ':is([role=dialog], [role=alertdialog], [role=menu]):not([data-toast])';
const GO_MS = 1_200;

/** Listens to the keys of the page. Single keys do nothing while somebody types or answers a dialog. */
export function useKeys({ onPalette, onHelp, onCollapse, onGo }: Keys): void {
  useEffect(() => {
    let wentAt = 0;
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        onPalette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector(OPEN)) return;
      const isSecond = Date.now() - wentAt < GO_MS;
      wentAt = 0;
      if (isSecond) return onGo(event.key);
      if (event.key === 'g') wentAt = Date.now();
      else if (event.key === '?') onHelp();
      else if (event.key === '[') onCollapse();
      else {
        const command = currentCommands().findLast(({ key }) => key === event.key);
        if (!command) return;
        event.preventDefault();
        command.run();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onPalette, onHelp, onCollapse, onGo]);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
