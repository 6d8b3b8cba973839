import { savesApplication } from './applications/saves-application.ts';

/** Source: orca-applications `CreateApplicationStage`. */
export const createApplication = savesApplication('createApplication', 'Create application');
