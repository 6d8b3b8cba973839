import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';

/** A screen that can be gone to: it stands in the side navigation, the palette and the help sheet. */
export interface Place {
  id: string;
  label: string;
  icon: LucideIcon;
  /** `/applications`, or `/applications/$application/executions` for one that belongs to an application. */
  path: string;
  /** The letter after `g`. */
  key: string;
  /** The heading that it stands under. */
  group?: string;
  /** Stands in the bottom bar of a phone, too. */
  isOnPhone?: boolean;
  /** How many things wait there, drawn beside the name. */
  Count?: ComponentType;
}

export const isOfApplication = ({ path }: Place): boolean => path.startsWith('/applications/$application/');
