import { defineOperation, type OperationTools } from '@gennaker/sdk';
import type { LocalAccount } from '../accounts/local-account.ts';
import { deploy } from './deploy.ts';
import { NewServerGroup } from './description.ts';

/** Deploys one version of an artifact. Source: clouddriver's `createServerGroup` of any cloud. */
export const createServerGroup = defineOperation({
  type: 'createServerGroup',
  summary: 'Deploys an artifact as a new server group.',
  description: NewServerGroup,
  run: (description, tools: OperationTools<LocalAccount>) => deploy(description, tools),
});
