export {
  configFileOf,
  homeOf,
  platformConfig,
  portOf,
  SERVICES,
  urlOf,
  type PlatformConfig,
  type ServiceName,
} from './config.ts';
export { startPlatform, type Platform, type PlatformOptions } from './platform.ts';
export { runningPlatform, type RunningPlatform } from './platform-lock.ts';
