import { Project } from '@gennaker/contracts/front50';
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
