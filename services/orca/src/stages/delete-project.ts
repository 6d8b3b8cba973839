import { AppError, invalid } from '@gennaker/kernel';
import { defineStage, succeeded } from '@gennaker/sdk';
import { z } from 'zod';

/** Forgets a project; one that is gone is fine. Source: orca-applications `DeleteProjectStage`. */
export const deleteProject = defineStage({
  type: 'deleteProject',
  label: 'Delete project',
  description: 'Forgets a project.',
  context: z.looseObject({ project: z.looseObject({ id: z.string().optional() }) }),
  tasks: {
    deleteProject: {
      effect: async ({ context: { project } }, { front50 }) => {
        const { id } = project;
        if (!id) throw invalid('project.id: give the id of the project to delete');
        await front50.projects.delete({ params: { id } }).catch((error: unknown) => {
          if (!(error instanceof AppError) || error.code !== 'notFound') throw error;
        });
        return succeeded({ context: { 'notification.type': 'deleteproject', 'project.id': id } });
      },
    },
  },
});
