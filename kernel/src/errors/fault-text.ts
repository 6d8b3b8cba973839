interface Issue {
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined;
}

const keysOf = (path: Issue['path'] = []): PropertyKey[] =>
  path.map((segment) => (typeof segment === 'object' ? segment.key : segment));

/** `stages[0].type`: a field as whoever wrote the value knows it. */
const fieldText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');

/**
 * What a schema has against a value, in one line: the field, what was wrong, and what stands there where the
 * schema only knows what became of it.
 */
export function faultText(issue: Issue, input: unknown, leaveOut: readonly string[] = []): string {
  const keys = keysOf(issue.path);
  const field = fieldText(leaveOut.includes(String(keys[0])) ? keys.slice(1) : keys);
  const given = keys.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    input,
  );
  // A text that was to become a number: nobody wrote NaN.
  const message = issue.message.endsWith('received NaN')
    ? `expected a number, not ${JSON.stringify(given)}`
    : issue.message;
  return field === '' ? message : `${field}: ${message}`;
}
