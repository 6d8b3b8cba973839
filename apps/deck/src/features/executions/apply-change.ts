import type { QueryClient } from '@tanstack/react-query';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import type { Change } from '@gennaker/contracts/stream';
import type { Appliers } from '../../live/apply-changes.ts';
import { refetchSoon } from '../../live/refetch-soon.ts';
import { merged, type Outline } from './merged-outline.ts';
import { keys } from './queries.ts';

function applyExecution(client: QueryClient, { id, application, action, value }: Change): void {
  if (application === undefined) return;
  const list = keys.list(application);
  if (action === 'delete') {
    client.setQueryData<PipelineExecution[]>(list, (all) => all?.filter((one) => one.id !== id));
    return;
  }
  const outline = value as Outline;
  const all = client.getQueryData<PipelineExecution[]>(list);
  if (all?.some((one) => one.id === id))
    client.setQueryData(
      list,
      all.map((one) => (one.id === id ? merged(one, outline) : one)),
    );
  else if (all) refetchSoon(client, list, 150);

  if (!client.getQueryData(keys.one(id))) return;
  client.setQueryData<PipelineExecution>(keys.one(id), (one) => one && merged(one, outline));
  refetchSoon(client, keys.one(id)); // contexts and outputs are not in the stream
}

function applyPipeline(client: QueryClient, { application }: Change): void {
  if (application !== undefined) refetchSoon(client, keys.configs(application), 150);
}

export const executionAppliers: Appliers = { execution: applyExecution, pipeline: applyPipeline };
