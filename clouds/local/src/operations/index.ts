import { cloneServerGroup } from './clone-server-group.ts';
import { createServerGroup } from './create-server-group.ts';
import { deleteLoadBalancer } from './delete-load-balancer.ts';
import { destroyServerGroup } from './destroy-server-group.ts';
import { disableServerGroup } from './disable-server-group.ts';
import { enableServerGroup } from './enable-server-group.ts';
import { resizeServerGroup } from './resize-server-group.ts';
import { sendRequests } from './send-requests.ts';
import { terminateInstanceAndDecrementServerGroup } from './terminate-instance-and-decrement.ts';
import { terminateInstances } from './terminate-instances.ts';
import { upsertLoadBalancer } from './upsert-load-balancer.ts';

/** Everything that can be done to the local cloud. */
export const operations = [
  createServerGroup,
  cloneServerGroup,
  resizeServerGroup,
  enableServerGroup,
  disableServerGroup,
  destroyServerGroup,
  terminateInstances,
  terminateInstanceAndDecrementServerGroup,
  upsertLoadBalancer,
  deleteLoadBalancer,
  sendRequests,
];
