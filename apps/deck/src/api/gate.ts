import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import type { gate as Gate } from '@gennaker/contracts/gate';
import { contract } from 'virtual:gate-contract';

/** Where Gate is: the same origin, so that a browser needs one address. */
export const GATE = '/gate';

/**
 * Gate's API, typed from its contract: `await gate.pipelines.get({ params: { id } })`.
 *
 * @throws Failure, with a message for people (see `failureOf`)
 */
export const gate: ContractRouterClient<typeof Gate> = createORPCClient(
  new OpenAPILink(contract, { url: new URL(GATE, location.origin).href }),
);
