import { Application } from '@gennaker/contracts/front50';
import type { Context } from '@gennaker/contracts/orca';
import { AppError } from '@gennaker/kernel';
import { defineStage, succeeded, type Tools } from '@gennaker/sdk';
import { z } from 'zod';

/** Jobs that people know by different words; each creates what does not exist and merges into what does. */
export const savesApplication = (type: string, label: string) =>
  defineStage({
    type,
    label,
    description: 'Saves the attributes of an application.',
    context: z.looseObject({ application: Application }),
    tasks: {
      [type]: {
        effect: async ({ context: { application } }, { front50 }) => {
          const previousState = await applicationNow(front50, application.name);
          const newState = previousState
            ? await front50.applications.merge({
                params: { application: application.name },
                body: application,
              })
            : await front50.applications.create({ body: application });
          return succeeded({
            context: noticeOf('upsertapplication', application.name, { previousState, newState }),
          });
        },
      },
    },
  });

export async function applicationNow(
  front50: Tools['front50'],
  application: string,
): Promise<Application | undefined> {
  try {
    return await front50.applications.get({ params: { application } });
  } catch (error) {
    if (error instanceof AppError && error.code === 'notFound') return undefined;
    throw error;
  }
}

/** What clients of the task read. Source: orca-applications `AbstractFront50Task`. */
export const noticeOf = (
  type: string,
  name: string,
  { previousState, newState }: { previousState?: Application | undefined; newState?: Application },
): Context => ({
  'notification.type': type,
  'application.name': name.toLowerCase(),
  previousState: previousState ?? {},
  ...(newState && { newState }),
});
