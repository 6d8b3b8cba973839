import { Split } from 'lucide-react';
import type { Place } from '../../app/place.ts';

export const loadBalancerPlaces: readonly Place[] = [
  {
    id: 'loadBalancers',
    label: 'Load balancers',
    icon: Split,
    path: '/applications/$application/loadBalancers',
    key: 'l',
    group: 'Infrastructure',
  },
];
