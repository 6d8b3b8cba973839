import { closeSync, openSync, rmSync, statSync, utimesSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { startProgress } from './progress.mjs';

const TOUCH_EVERY_MS = 1_000;
/** Who holds the lock touches it every second; silent for this long, it was killed. */
const ABANDONED_AFTER_MS = 15_000;

/**
 * Runs `work` while nobody else does. Age decides about an abandoned lock and not a process id, because a folder can
 * be shared with a container that numbers its processes for itself.
 * @template T
 * @param {string} file the lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withInstallLock(file, work) {
  let waiting;
  while (!acquire(file)) {
    waiting ??= startProgress('Waiting for another start that is installing packages');
    if (ageMs(file) > ABANDONED_AFTER_MS) rmSync(file, { force: true });
    else await delay(200);
  }
  waiting?.end('The other start has finished installing');

  const heartbeat = setInterval(() => touch(file), TOUCH_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(file, { force: true });
  }
}

function acquire(file) {
  try {
    closeSync(openSync(file, 'wx'));
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function touch(file) {
  const now = new Date();
  utimesSync(file, now, now);
}

/** @returns {number} how long ago the lock was touched; 0 when it has just been released */
function ageMs(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? Date.now() - stat.mtimeMs : 0;
}
