import type { clouddriver } from '@gennaker/contracts/clouddriver';
import type { front50 } from '@gennaker/contracts/front50';
import type { orca } from '@gennaker/contracts/orca';
import type { ClientOf } from '@gennaker/kernel';

/** The services that Gate speaks to. */
export interface Clients {
  orca: ClientOf<typeof orca>;
  front50: ClientOf<typeof front50>;
  clouddriver: ClientOf<typeof clouddriver>;
}
