/** JSON for PostgreSQL, which cannot store the character 0: it is left out. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes('\\u0000') ? JSON.stringify(JSON.parse(text), withoutZero) : text;
}

const withoutZero = (_key: string, value: unknown): unknown => {
  if (typeof value === 'string') return value.replaceAll('\0', '');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.replaceAll('\0', ''), inner]));
};
