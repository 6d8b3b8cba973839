import { Project } from '@gennaker/contracts/front50';
import { AppError, invalid } from '@gennaker/kernel';
import { defineStage, succeeded } from '@gennaker/sdk';
import { z } from 'zod';

/** Saves a project. Source: orca-applications `UpsertProjectStage`. */
export const upsertProject = defineStage({
  type: 'upsertProject',
  label: 'Create or update project',
  description: 'Saves a project.',
  context: z.looseObject({ project: Project }),
  tasks: {
    upsertProject: {
      effect: async ({ context: { project } }, { front50 }) => {
        const { id } = project;
        const saved = id
          ? await front50.projects.update({ params: { id }, body: project })
          : await front50.projects.create({ body: project });
        return succeeded({
          context: {
            'notification.type': 'upsertproject',
            'project.id': saved.id,
            'project.name': saved.name,
            project: saved,
          },
        });
      },
    },
  },
});

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
