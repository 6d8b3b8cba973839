import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { StreamEvent } from '@gennaker/contracts/stream';
import { GATE } from '../api/gate.ts';
import { applyChanges, type Appliers } from './apply-changes.ts';
import { getLive, setLive } from './live-store.ts';
import { followStream } from './stream.ts';

/** Events of so many ms are drawn together: quick enough to feel at once, and a burst is one repaint. */
const GATHER_MS = 60;

/** The one stream of a page: of an application, or of everything. */
export function useLiveStream(application: string | undefined, appliers: Appliers): void {
  const client = useQueryClient();
  useEffect(() => {
    const gathered: StreamEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const apply = () => {
      timer = undefined;
      const events = gathered.splice(0);
      noteServices(events);
      applyChanges(client, appliers, events);
    };
    const query = application === undefined ? '' : `?application=${encodeURIComponent(application)}`;
    const stream = followStream({
      url: `${GATE}/streams/changes${query}`,
      onState: (state) => setLive({ state }),
      onEvents(events) {
        gathered.push(...events);
        timer ??= setTimeout(apply, GATHER_MS);
      },
    });
    setLive({ retry: stream.retry, unavailable: [] });
    return () => {
      clearTimeout(timer);
      stream.stop();
    };
  }, [application, appliers, client]);
}

function noteServices(events: readonly StreamEvent[]): void {
  let { unavailable } = getLive();
  for (const { kind, service } of events as readonly { kind: string; service?: string }[]) {
    if (service === undefined) continue;
    if (kind === 'unavailable') unavailable = [...new Set([...unavailable, service])];
    if (kind === 'available' || kind === 'reset') unavailable = unavailable.filter((one) => one !== service);
  }
  if (unavailable !== getLive().unavailable) setLive({ unavailable });
}
