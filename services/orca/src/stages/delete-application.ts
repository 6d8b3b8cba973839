import { Application } from '@gennaker/contracts/front50';
import { AppError } from '@gennaker/kernel';
import { defineStage, failed, succeeded } from '@gennaker/sdk';
import { z } from 'zod';
import { applicationNow, noticeOf } from './applications/saves-application.ts';

const isMissing = (error: unknown): boolean => error instanceof AppError && error.code === 'notFound';

/** Forgets an application that nothing is deployed of. Source: orca-applications `DeleteApplicationStage`. */
export const deleteApplication = defineStage({
  type: 'deleteApplication',
  label: 'Delete application',
  description: 'Forgets an application that nothing is deployed of.',
  context: z.looseObject({ application: Application }),
  tasks: {
    verifyNoDependencies: {
      effect: async ({ context: { application } }, { clouddriver }) => {
        const clusters = await clouddriver.infrastructure
          .clusters({ params: { application: application.name } })
          .catch((error: unknown) => {
            if (isMissing(error)) return {};
            throw error;
          });
        const names = Object.values(clusters).flat();
        if (names.length === 0) return succeeded();
        return failed([
          `Application is associated with one or more clusters`,
          `Destroy the server groups of ${names.join(', ')} first.`,
        ]);
      },
    },
    deleteApplication: {
      effect: async ({ context: { application } }, { front50 }) => {
        const { name } = application;
        const previousState = await applicationNow(front50, name);
        await front50.applications.delete({ params: { application: name } }).catch((error: unknown) => {
          if (!isMissing(error)) throw error;
        });
        return succeeded({ context: noticeOf('deleteapplication', name, { previousState }) });
      },
    },
  },
});
