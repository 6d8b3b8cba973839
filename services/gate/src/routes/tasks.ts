import type { gate } from '@gennaker/contracts/gate';
import type { Handlers } from '@gennaker/kernel';
import type { Clients } from '../clients.ts';
import { ofCaller } from '../finished-task.ts';

/** Ad-hoc operations. */
export const taskRoutes = ({ orca, clouddriver }: Clients): Handlers<typeof gate.tasks> => ({
  start: ({ input: { body } }) => orca.tasks.start({ body: ofCaller(body) }),
  get: ({ input: { params } }) => orca.tasks.get({ params }),
  details: ({ input: { params } }) => clouddriver.operations.task({ params: { id: params.detailsId } }),
  cancel: ({ input: { params } }) => orca.tasks.cancel({ params }),
  cancelMany: async ({ input: { query } }) => {
    for (const id of query.ids ?? []) await orca.tasks.cancel({ params: { id } });
  },
  delete: ({ input: { params } }) => orca.tasks.delete({ params }),
});
