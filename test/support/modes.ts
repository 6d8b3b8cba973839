import { newPlatform, type Platform } from './platform.ts';
import { oneProcess } from './one-process.ts';
import { splitServices } from './split-services.ts';

interface Mode {
  mode: string;
  /** Starts a platform without the sample. */
  startPlatform(): Promise<Platform>;
}

/** One that does not start leaves nothing behind either. */
const started = async (platform: Platform): Promise<Platform> => {
  try {
    await platform.start();
    return platform;
  } catch (error) {
    await platform.destroy();
    throw error;
  }
};

/** Both ways to run the services: every story is the same in both. */
export const MODES: readonly Mode[] = [
  {
    mode: 'all services in one process',
    startPlatform: async () => started(await newPlatform(oneProcess('--no-sample'))),
  },
  {
    mode: 'each service in a process of its own',
    startPlatform: async () => started(await newPlatform(splitServices)),
  },
];
