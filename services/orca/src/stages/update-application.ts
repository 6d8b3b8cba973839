import { savesApplication } from './applications/saves-application.ts';

/** Source: orca-applications `UpdateApplicationStage`. */
export const updateApplication = savesApplication('updateApplication', 'Update application');
