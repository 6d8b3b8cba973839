import { gate } from '../../api/gate.ts';
import { SAMPLE } from './sample.ts';

const OFF = 'deck.welcome-off';

/** Whether this person wants the welcome page at home. */
export const wantsWelcome = (): boolean => localStorage.getItem(OFF) === null;

export function setWantsWelcome(wants: boolean): void {
  if (wants) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, '1');
}

/** The welcome page is home until there is an application of one's own. */
export async function isWelcomeHome(): Promise<boolean> {
  if (!wantsWelcome()) return false;
  try {
    const applications = await gate.applications.list({});
    return applications.every(({ name }) => name === SAMPLE);
  } catch {
    return false; // the list of applications says what is wrong
  }
}
