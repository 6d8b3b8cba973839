import { thrown } from '../failure.ts';
import type { CallContext } from '../evaluator/context.ts';
import { checkPattern, formatDate, parseDateText } from '../time/date-format.ts';
import { asInt, asLong, int, long, Num } from '../values/number.ts';
import { JavaObject, type Value } from '../values/value.ts';
import { objectMethods } from './object.ts';
import type { TypeTable } from './type.ts';

type DateObject = { data: number };

const date = (time: number) => new JavaObject('Date', time);
const utc = ({ data }: DateObject) => new Date(data);
const other = (object: DateObject | null): number => {
  if (object === null) throw thrown('NullPointerException', 'null');
  return object.data;
};

const dateText = (time: number) => formatDate('EEE MMM dd HH:mm:ss z yyyy', time);

function parsed(text: string | null): number {
  const time =
    text !== null && /\d{4}|\d\/\d/.test(text)
      ? Date.parse(/GMT|UTC|Z|[+-]\d{4}/.test(text) ? text : `${text} GMT`)
      : NaN;
  if (Number.isNaN(time)) throw thrown('IllegalArgumentException', `not a date: ${text}`);
  return time;
}

/** `java.util.Date`, in UTC. */
export const dateType: TypeTable = {
  name: 'Date',
  nameable: true,
  convertsToText: true,
  constructors: {
    '()': (_: null, _args: [], { now }) => date(now()),
    '(long)': (_: null, [time]: [Num]) => date(Number(asLong(time))),
    '(String)': (_: null, [text]: [string | null]) => date(parsed(text)),
    '(int,int,int)': (_: null, [year, month, day]: [Num, Num, Num]) =>
      date(Date.UTC(asInt(year) + 1900, asInt(month), asInt(day))),
  },
  methods: {
    ...objectMethods,
    'getTime()': ({ data }: DateObject) => long(BigInt(data)),
    'getYear()': (self: DateObject) => int(utc(self).getUTCFullYear() - 1900),
    'getMonth()': (self: DateObject) => int(utc(self).getUTCMonth()),
    'getDate()': (self: DateObject) => int(utc(self).getUTCDate()),
    'getDay()': (self: DateObject) => int(utc(self).getUTCDay()),
    'getHours()': (self: DateObject) => int(utc(self).getUTCHours()),
    'getMinutes()': (self: DateObject) => int(utc(self).getUTCMinutes()),
    'getSeconds()': (self: DateObject) => int(utc(self).getUTCSeconds()),
    'getTimezoneOffset()': () => int(0),
    'after(Date)': ({ data }: DateObject, [that]: [DateObject | null]) => data > other(that),
    'before(Date)': ({ data }: DateObject, [that]: [DateObject | null]) => data < other(that),
    'compareTo(Date)': ({ data }: DateObject, [that]: [DateObject | null]) =>
      int(Math.sign(data - other(that))),
    'toGMTString()': ({ data }: DateObject) => formatDate("d MMM yyyy HH:mm:ss 'GMT'", data),
    'toLocaleString()': ({ data }: DateObject) => formatDate('MMM d, yyyy, h:mm:ss a', data),
    'toInstant()': ({ data }: DateObject) => new JavaObject('Instant', BigInt(data) * 1_000_000n),
  },
  statics: {
    'parse(String)': (_: null, [text]: [string | null]) => long(BigInt(parsed(text))),
    'from(Instant)': (_: null, [instant]: [{ data: bigint }]) => date(Number(instant.data / 1_000_000n)),
    'UTC(int,int,int,int,int,int)': (_: null, args: Num[]) => {
      const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = args.map(asInt);
      return long(BigInt(Date.UTC(year + 1900, month, day, hour, minute, second)));
    },
  },
  print: ({ data }) => dateText(data as number),
  toJson: ({ data }) => data,
  compare: (left, right) => Math.sign((left.data as number) - (right.data as number)),
};

type Format = { data: string };

function format({ data }: Format, value: Value, { budget }: CallContext): string {
  if (value instanceof JavaObject && value.type === 'Date')
    return budget.checkText(formatDate(data, value.data as number));
  if (value instanceof Num) return budget.checkText(formatDate(data, Number(value.value)));
  throw thrown('IllegalArgumentException', 'Cannot format given Object as a Date');
}

/** `java.text.SimpleDateFormat`, in UTC and English. */
export const simpleDateFormatType: TypeTable = {
  name: 'SimpleDateFormat',
  nameable: true,
  constructors: {
    '(String)': (_: null, [pattern]: [string | null]) => {
      if (pattern === null) throw thrown('NullPointerException', 'null');
      checkPattern(pattern);
      return new JavaObject('SimpleDateFormat', pattern);
    },
  },
  methods: {
    ...objectMethods,
    'format(Date)': (self: Format, [value]: [Value], context) => format(self, value, context),
    'format(Object)': (self: Format, [value]: [Value], context) => format(self, value, context),
    'parse(String)': ({ data }: Format, [text]: [string | null]) => date(parseDateText(data, text ?? '')),
    'toPattern()': ({ data }: Format) => data,
  },
};
