import { useMemo } from 'react';
import { useCommands, type Command } from '../../app/commands.ts';
import { words } from './words.ts';

/** Esc closes the details wherever the focus is, also after a dialog has closed. */
export function useCloseKey(close: () => void): void {
  const commands = useMemo<Command[]>(
    () => [{ id: 'close details', label: words.closeDetails, key: 'Escape', run: close }],
    [close],
  );
  useCommands(commands);
}
