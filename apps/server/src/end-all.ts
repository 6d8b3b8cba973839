import type { Logger } from '@gennaker/kernel';

/** Ends a part of the platform. */
export type Stop = () => unknown;

/** Ends what was started, the last first. What cannot be ended cleanly keeps nothing else from ending. */
export async function endAll(stops: Stop[], log: Logger): Promise<void> {
  for (const stop of stops.splice(0).reverse()) {
    try {
      await stop();
    } catch (error) {
      log.error('A part of the platform did not end cleanly', { err: error });
    }
  }
}
