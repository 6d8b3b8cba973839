import { useMemo } from 'react';
import { useCommands, type Command } from './commands.ts';

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('main [data-row]')];

function move(step: number): void {
  const all = rows();
  const at = all.indexOf(document.activeElement as HTMLElement);
  const next =
    all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

/** `j` and `k` go through the rows of a screen: whatever bears `data-row` and can take the focus. */
export function useRowKeys(): void {
  const commands = useMemo<Command[]>(
    () => [
      { id: 'row next', label: 'Next row', key: 'j', isKeyOnly: true, run: () => move(1) },
      { id: 'row before', label: 'Row before', key: 'k', isKeyOnly: true, run: () => move(-1) },
    ],
    [],
  );
  useCommands(commands);
}
