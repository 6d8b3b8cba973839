import type { LucideIcon } from 'lucide-react';

/** A line of the palette. */
export interface Entry {
  id: string;
  group: string;
  label: string;
  more?: string;
  icon?: LucideIcon;
  key?: string;
  run(): void;
}

const MOST = 40;

/** Entries that hold every word of the text, those whose label begins with it first within their group. */
export function findEntries(entries: readonly Entry[], text: string): Entry[] {
  const needles = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = entries.filter(({ label, more = '', group }) => {
    const hay = `${group} ${label} ${more}`.toLowerCase();
    return needles.every((needle) => hay.includes(needle));
  });
  const first = needles[0] ?? '';
  const groups = [...Map.groupBy(found, ({ group }) => group).values()];
  return groups.flatMap((group) => group.toSorted((a, b) => rank(a, first) - rank(b, first))).slice(0, MOST);
}

const rank = ({ label }: Entry, needle: string): number => (label.toLowerCase().startsWith(needle) ? 0 : 1);
