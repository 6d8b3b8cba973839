import { thrown } from '../failure.ts';
import { compileRegex } from '../regex.ts';
import { javaArray, JavaList } from '../values/collection.ts';
import { compareTexts } from '../values/compare.ts';
import { className } from '../values/names.ts';
import { asInt, int, Num } from '../values/number.ts';
import { Char, type Value } from '../values/value.ts';
import { javaTrim } from '../template/template.ts';
import type { CallContext } from '../evaluator/context.ts';
import { formatText } from './format.ts';
import { objectMethods } from './object.ts';
import { replacePattern, replaceText, splitPattern } from './text-search.ts';
import type { TypeTable } from './type.ts';

const bytesOf = (text: string): JavaList =>
  javaArray(
    [...new TextEncoder().encode(text)].map((byte) => new Num('Byte', (byte << 24) >> 24)),
    'byte',
  );
const textOf = (bytes: JavaList): string =>
  new TextDecoder().decode(Uint8Array.from(bytes.items, (byte) => Number((byte as Num).value) & 255));
const charsOf = (text: string): JavaList =>
  javaArray(
    Array.from({ length: text.length }, (_, i) => new Char(text.charAt(i))),
    'char',
  );
const fromChars = (chars: JavaList): string => chars.items.map((c) => (c as Char).text).join('');

const isSpace = (c: string) =>
  /^[\t-\r\x1c-\x1f \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]$/.test(c);
function strip(text: string, leading: boolean, trailing: boolean): string {
  let start = 0;
  let end = text.length;
  while (leading && start < end && isSpace(text.charAt(start))) start++;
  while (trailing && end > start && isSpace(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

function substring(text: string, begin: number, end: number): string {
  if (begin < 0 || end > text.length || begin > end) {
    throw thrown('StringIndexOutOfBoundsException', `begin ${begin}, end ${end}, length ${text.length}`);
  }
  return text.slice(begin, end);
}

function charAt(text: string, index: number): Char {
  if (index < 0 || index >= text.length)
    throw thrown('StringIndexOutOfBoundsException', `String index out of range: ${index}`);
  return new Char(text.charAt(index));
}

const needed = (text: string | null, what: string): string => {
  if (text === null) throw thrown('NullPointerException', `Cannot use null as ${what}`);
  return text;
};

function repeat(text: string, count: number, { budget }: CallContext): string {
  if (count < 0) throw thrown('IllegalArgumentException', `count is negative: ${count}`);
  budget.checkTextLength(text.length * count);
  return text.repeat(count);
}

function join(separator: string | null, items: readonly Value[], { print }: CallContext): string {
  const parts = items.map((item) => {
    if (item !== null && typeof item !== 'string') {
      throw thrown(
        'ClassCastException',
        `class ${className(item)} cannot be cast to class java.lang.CharSequence: make texts of the elements with .![#this + '']`,
      );
    }
    return print(item);
  });
  return parts.join(needed(separator, 'the delimiter'));
}

const regionMatches = (
  ignoreCase: boolean,
  text: string,
  offset: number,
  other: string,
  otherOffset: number,
  length: number,
) => {
  if (offset < 0 || otherOffset < 0 || offset + length > text.length || otherOffset + length > other.length)
    return false;
  const [a, b] = [text.substr(offset, length), other.substr(otherOffset, length)];
  return ignoreCase ? a.toLowerCase() === b.toLowerCase() : a === b;
};

const codePointAt = (text: string, index: number) => {
  if (index < 0 || index >= text.length)
    throw thrown('StringIndexOutOfBoundsException', `index ${index}, length ${text.length}`);
  return text.codePointAt(index) ?? 0;
};

const compareIgnoringCase = (a: string, b: string) =>
  compareTexts(a.toUpperCase().toLowerCase(), b.toUpperCase().toLowerCase());

/** `java.lang.String`. */
export const stringType: TypeTable = {
  name: 'String',
  nameable: true,
  constructors: {
    '()': () => '',
    '(String)': (_: null, [text]: [string | null]) => needed(text, 'the text'),
    '(byte[])': (_: null, [bytes]: [JavaList]) => textOf(bytes),
    '(byte[],String)': (_: null, [bytes]: [JavaList]) => textOf(bytes),
    '(char[])': (_: null, [chars]: [JavaList]) => fromChars(chars),
  },
  methods: {
    ...objectMethods,
    'length()': (s: string) => int(s.length),
    'isEmpty()': (s: string) => s === '',
    'isBlank()': (s: string) => strip(s, true, false) === '',
    'charAt(int)': (s: string, [index]: [Num]) => charAt(s, asInt(index)),
    'codePointAt(int)': (s: string, [index]: [Num]) => int(codePointAt(s, asInt(index))),
    'codePointBefore(int)': (s: string, [index]: [Num]) => int(codePointAt(s, asInt(index) - 1)),
    'codePointCount(int,int)': (s: string, [from, to]: [Num, Num]) =>
      int([...substring(s, asInt(from), asInt(to))].length),
    'indexOf(String)': (s: string, [part]: [string | null]) =>
      int(s.indexOf(needed(part, 'the text to find'))),
    'indexOf(String,int)': (s: string, [part, from]: [string | null, Num]) =>
      int(s.indexOf(needed(part, 'the text to find'), asInt(from))),
    'indexOf(int)': (s: string, [code]: [Num]) => int(s.indexOf(String.fromCodePoint(asInt(code) & 0xfffff))),
    'indexOf(int,int)': (s: string, [code, from]: [Num, Num]) =>
      int(s.indexOf(String.fromCodePoint(asInt(code) & 0xfffff), asInt(from))),
    'lastIndexOf(String)': (s: string, [part]: [string | null]) =>
      int(s.lastIndexOf(needed(part, 'the text to find'))),
    'lastIndexOf(String,int)': (s: string, [part, from]: [string | null, Num]) =>
      int(s.lastIndexOf(needed(part, 'the text to find'), asInt(from))),
    'lastIndexOf(int)': (s: string, [code]: [Num]) =>
      int(s.lastIndexOf(String.fromCodePoint(asInt(code) & 0xfffff))),
    'contains(CharSequence)': (s: string, [part]: [string | null]) =>
      s.includes(needed(part, 'the text to find')),
    'startsWith(String)': (s: string, [prefix]: [string | null]) =>
      s.startsWith(needed(prefix, 'the prefix')),
    'startsWith(String,int)': (s: string, [prefix, from]: [string | null, Num]) =>
      asInt(from) >= 0 && asInt(from) <= s.length && s.startsWith(needed(prefix, 'the prefix'), asInt(from)),
    'endsWith(String)': (s: string, [suffix]: [string | null]) => s.endsWith(needed(suffix, 'the suffix')),
    'equalsIgnoreCase(String)': (s: string, [other]: [string | null]) =>
      other !== null && compareIgnoringCase(s, other) === 0,
    'compareTo(String)': (s: string, [other]: [string | null]) =>
      int(compareTexts(s, needed(other, 'the other text'))),
    'compareToIgnoreCase(String)': (s: string, [other]: [string | null]) =>
      int(compareIgnoringCase(s, needed(other, 'the other text'))),
    'contentEquals(CharSequence)': (s: string, [other]: [string | null]) =>
      s === needed(other, 'the other text'),
    'regionMatches(int,String,int,int)': (
      s: string,
      [offset, other, from, length]: [Num, string, Num, Num],
    ) => regionMatches(false, s, asInt(offset), needed(other, 'the other text'), asInt(from), asInt(length)),
    'regionMatches(boolean,int,String,int,int)': (
      s: string,
      [ignore, offset, other, from, length]: [boolean, Num, string, Num, Num],
    ) => regionMatches(ignore, s, asInt(offset), needed(other, 'the other text'), asInt(from), asInt(length)),
    'substring(int)': (s: string, [begin]: [Num]) => substring(s, asInt(begin), s.length),
    'substring(int,int)': (s: string, [begin, end]: [Num, Num]) => substring(s, asInt(begin), asInt(end)),
    'concat(String)': (s: string, [other]: [string | null], { budget }) => {
      budget.checkTextLength(s.length + needed(other, 'the text to add').length);
      return s + other;
    },
    'repeat(int)': (s: string, [count]: [Num], context) => repeat(s, asInt(count), context),
    'replace(char,char)': (s: string, [from, to]: [Char, Char], context) =>
      replaceText(s, from.text, to.text, context),
    'replace(CharSequence,CharSequence)': (s: string, [from, to]: [string | null, string | null], context) =>
      replaceText(s, needed(from, 'the text to replace'), needed(to, 'the replacement'), context),
    'replaceAll(String,String)': (s: string, [pattern, to]: [string | null, string | null], context) =>
      replacePattern(s, needed(pattern, 'the pattern'), needed(to, 'the replacement'), true, context),
    'replaceFirst(String,String)': (s: string, [pattern, to]: [string | null, string | null], context) =>
      replacePattern(s, needed(pattern, 'the pattern'), needed(to, 'the replacement'), false, context),
    'matches(String)': (s: string, [pattern]: [string | null], { budget }) =>
      compileRegex(needed(pattern, 'the pattern'), s, budget).matches(s),
    'split(String)': (s: string, [pattern]: [string | null], context) =>
      javaArray(splitPattern(s, needed(pattern, 'the pattern'), 0, context), 'String'),
    'split(String,int)': (s: string, [pattern, limit]: [string | null, Num], context) =>
      javaArray(splitPattern(s, needed(pattern, 'the pattern'), asInt(limit), context), 'String'),
    'toLowerCase()': (s: string) => s.toLowerCase(),
    'toUpperCase()': (s: string) => s.toUpperCase(),
    'trim()': (s: string) => javaTrim(s),
    'strip()': (s: string) => strip(s, true, true),
    'stripLeading()': (s: string) => strip(s, true, false),
    'stripTrailing()': (s: string) => strip(s, false, true),
    'stripIndent()': (s: string) => stripIndent(s),
    'indent(int)': (s: string, [count]: [Num]) => indent(s, asInt(count)),
    'translateEscapes()': (s: string) => translateEscapes(s),
    'intern()': (s: string) => s,
    'getBytes()': (s: string) => bytesOf(s),
    'getBytes(String)': (s: string) => bytesOf(s),
    'toCharArray()': (s: string) => charsOf(s),
    'formatted(Object...)': (s: string, [args]: [JavaList], context) => formatText(s, args.items, context),
  },
  statics: {
    'valueOf(Object)': (_: null, [value]: [Value], { print }) => print(value),
    'valueOf(char[])': (_: null, [chars]: [JavaList]) => fromChars(chars),
    'copyValueOf(char[])': (_: null, [chars]: [JavaList]) => fromChars(chars),
    'join(CharSequence,CharSequence...)': (_: null, [separator, parts]: [string | null, JavaList], context) =>
      join(separator, parts.items, context),
    'join(CharSequence,Iterable)': (
      _: null,
      [separator, parts]: [string | null, JavaList | null],
      context,
    ) => {
      if (parts === null) throw thrown('NullPointerException', 'null');
      return join(separator, parts.items, context);
    },
    'format(String,Object...)': (_: null, [format, args]: [string | null, JavaList], context) =>
      formatText(needed(format, 'the format'), args.items, context),
  },
};

function indent(text: string, count: number): string {
  if (text === '') return '';
  const by = Math.max(-1000, Math.min(1000, count));
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
  const moved = lines.map((line) =>
    by >= 0 ? ' '.repeat(by) + line : line.slice(Math.min(-by, line.length - line.trimStart().length)),
  );
  return `${moved.join('\n')}\n`;
}

function stripIndent(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const counted = lines.filter((line, i) => line.trim() !== '' || i === lines.length - 1);
  const least = counted.reduce(
    (min, line) => Math.min(min, line.length - line.trimStart().length),
    Number.MAX_SAFE_INTEGER,
  );
  return lines.map((line) => line.slice(Math.min(least, line.length)).trimEnd()).join('\n');
}

const ESCAPES: Record<string, string> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  s: ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

function translateEscapes(text: string): string {
  return text.replace(/\\([0-3]?[0-7]{1,2}|\n|[\s\S]|$)/g, (whole, code: string) => {
    if (/^[0-7]+$/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    if (code === '\n') return '';
    const plain = Object.hasOwn(ESCAPES, code) ? ESCAPES[code] : undefined;
    if (plain === undefined) throw thrown('IllegalArgumentException', `Invalid escape sequence: ${whole}`);
    return plain;
  });
}
