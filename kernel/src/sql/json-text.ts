/** What JSON.stringify writes for the character 0, and for half a surrogate pair. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;

/** JSON for PostgreSQL, which cannot store the character 0 and half characters: they are left out or replaced. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  return UNSTORABLE.test(text) ? JSON.stringify(JSON.parse(text), storable) : text;
}

const storableText = (text: string): string => text.replaceAll('\0', '').toWellFormed();

const storable = (_key: string, value: unknown): unknown => {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storableText(key), inner]));
};
