import { LayoutGrid } from 'lucide-react';
import type { Place } from '../../app/place.ts';

export const applicationPlaces: readonly Place[] = [
  {
    id: 'applications',
    label: 'Applications',
    icon: LayoutGrid,
    path: '/applications',
    key: 'a',
    isOnPhone: true,
  },
];
