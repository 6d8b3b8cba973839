import { Inbox } from 'lucide-react';
import type { Place } from '../../app/place.ts';
import { InboxCount } from './inbox-count.tsx';
import { words } from './words.ts';

export const inboxPlaces: readonly Place[] = [
  {
    id: 'inbox',
    label: words.title,
    icon: Inbox,
    path: '/inbox',
    key: 'i',
    isOnPhone: true,
    Count: InboxCount,
  },
];
