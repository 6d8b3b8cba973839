/**
 * Signals a process and all it has started (its process group).
 *
 * @returns whether anything was there to get the signal
 */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    // ESRCH: nothing is left. EPERM: on macOS the answer for a group of zombies; nothing to do either.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH' || code === 'EPERM') return false;
    throw error;
  }
}
