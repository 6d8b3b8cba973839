import { monotonicFactory } from 'ulid';

/** Makes ids that sort by the time they were made, even within a millisecond. */
export type NewId = () => string;

/** A ULID: 26 characters, sortable by time. */
export const newId: NewId = monotonicFactory() as NewId;

/** Ids for tests: `<prefix>1`, `<prefix>2` … */
export function countingIds(prefix = 'id'): NewId {
  let next = 0;
  return () => `${prefix}${++next}`;
}
