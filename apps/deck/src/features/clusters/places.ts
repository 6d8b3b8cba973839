import { Layers } from 'lucide-react';
import type { Place } from '../../app/place.ts';

export const clusterPlaces: readonly Place[] = [
  {
    id: 'clusters',
    label: 'Clusters',
    icon: Layers,
    path: '/applications/$application/clusters',
    key: 'c',
    group: 'Infrastructure',
    isOnPhone: true,
  },
];
