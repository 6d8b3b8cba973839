/** The health of an instance, as the API says it. */
export type Health = 'Up' | 'Down' | 'Starting' | 'Draining' | 'OutOfService' | 'Unknown';

export const healthWords: Readonly<Record<Health, string>> = {
  Up: 'Up',
  Down: 'Down',
  Starting: 'Starting',
  Draining: 'Draining',
  OutOfService: 'Out of service',
  Unknown: 'Unknown',
};

export const healthOf = (state: unknown): Health =>
  typeof state === 'string' && state in healthWords ? (state as Health) : 'Unknown';
