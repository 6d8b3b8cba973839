import { Workflow } from 'lucide-react';
import type { Place } from '../../app/place.ts';

export const executionPlaces: readonly Place[] = [
  {
    id: 'executions',
    label: 'Pipelines',
    icon: Workflow,
    path: '/applications/$application/executions',
    key: 'p',
    group: 'Delivery',
    isOnPhone: true,
  },
];
