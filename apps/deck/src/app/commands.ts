import type { LucideIcon } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';

/** Something that can be done here: by its key, in the palette, listed in the help sheet. */
export interface Command {
  id: string;
  label: string;
  /** What it would do just now: `2.31.0 to 2.30.4`. */
  effect?: string;
  icon?: LucideIcon;
  /** One key; never fires while somebody types. */
  key?: string;
  /** Only a key: the palette does not offer it. */
  isKeyOnly?: boolean;
  run(): void;
}

let commands: readonly Command[] = [];
const listeners = new Set<() => void>();
const change = (next: readonly Command[]) => {
  commands = next;
  for (const listener of listeners) listener();
};

/** Offers commands while a screen is shown; made anew on each render, so that they do what is true now. */
export function useCommands(offered: readonly Command[]): void {
  useEffect(() => {
    change([...commands, ...offered]);
    return () => change(commands.filter((command) => !offered.includes(command)));
  }, [offered]);
}

export const currentCommands = (): readonly Command[] => commands;

export const useAllCommands = (): readonly Command[] =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentCommands);
