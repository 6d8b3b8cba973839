/** A text with `{name}` holes, or one for each number of `{count}`. */
export type Words = string | { one: string; other: string };
type Values = Readonly<Record<string, string | number>>;

const numbers = new Intl.NumberFormat('en');
const plurals = new Intl.PluralRules('en');

/** Fills the holes of a text; numbers get their separators, `count` chooses between one and other. */
export function say(words: Words, values: Values = {}): string {
  const text =
    typeof words === 'string'
      ? words
      : words[plurals.select(Number(values['count'])) === 'one' ? 'one' : 'other'];
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name];
    if (value === undefined) return hole;
    return typeof value === 'number' ? numbers.format(value) : value;
  });
}
