import type { QueryClient } from '@tanstack/react-query';
import type { Change } from '@gennaker/contracts/stream';
import type { Appliers } from '../../live/apply-changes.ts';
import { refetchSoon } from '../../live/refetch-soon.ts';
import { WAITING } from './queries.ts';
import type { Waiting } from './waiting.ts';

interface Outline {
  stages?: { type?: string }[];
}

/** Reads the questions anew when a run has one that changed, or one that is shown. */
function applyExecution(client: QueryClient, { id, value }: Change): void {
  const { stages = [] } = (value ?? {}) as Outline;
  const isShown = client.getQueryData<Waiting[]>(WAITING)?.some(({ execution }) => execution.id === id);
  if (isShown || stages.some(({ type }) => type === 'manualJudgment')) refetchSoon(client, WAITING, 150);
}

export const inboxAppliers: Appliers = { execution: applyExecution };
