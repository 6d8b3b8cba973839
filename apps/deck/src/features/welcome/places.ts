import { Sailboat } from 'lucide-react';
import type { Place } from '../../app/place.ts';
import { words } from './words.ts';

export const welcomePlaces: readonly Place[] = [
  { id: 'welcome', label: words.place, icon: Sailboat, path: '/welcome', key: 'w' },
];
