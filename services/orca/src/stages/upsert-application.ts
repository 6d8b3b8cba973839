import { savesApplication } from './applications/saves-application.ts';

/** Source: orca-applications `UpsertApplicationStage`. */
export const upsertApplication = savesApplication('upsertApplication', 'Create or update application');
