import { sentence } from '../clusters/why-of-group.ts';
import { words } from './words.ts';

export interface CreateFaults {
  name?: string;
  email?: string;
  description?: string;
  /** What belongs to no field. */
  other?: string;
}

/** What the platform did not accept, `name: 'A!' may hold only letters`, put to its field. */
export function faultsOfAnswer(errors: readonly string[]): CreateFaults {
  const faults: CreateFaults = {};
  for (const error of errors) {
    const [, field, text] = /^(?:application\.)?(name|email|description): (.+)$/s.exec(error) ?? [];
    const key = (field ?? 'other') as keyof CreateFaults;
    faults[key] = [faults[key], sentence(text ?? error)].filter(Boolean).join(' ');
  }
  return errors.length === 0 ? { other: words.refused } : faults;
}
