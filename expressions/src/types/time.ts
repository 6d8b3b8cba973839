import { thrown } from '../failure.ts';
import {
  DAY_NANOS,
  DAY_NAMES,
  dateText,
  floorDiv,
  floorMod,
  parseDate,
  parseTime,
  timeText,
  unparsable,
} from '../time/calendar.ts';
import { amountBetween, plusUnit, UNITS } from '../time/unit.ts';
import { javaArray } from '../values/collection.ts';
import { asInt, asLong, int, long, type Num } from '../values/number.ts';
import { EnumConstant, JavaObject, type Value } from '../values/value.ts';
import { dateType, simpleDateFormatType } from './date.ts';
import { localDateTimeType, localDateType, weekday } from './local-date.ts';
import { objectMethods } from './object.ts';
import type { Call, TypeTable } from './type.ts';

/** `data` is nanoseconds since 1970. */
type InstantObject = { data: bigint };

const SECOND = 1_000_000_000n;
const MILLI = 1_000_000n;

const instant = (nanos: bigint) => {
  if (nanos > 8_640_000_000_000_000n * MILLI || nanos < -8_640_000_000_000_000n * MILLI) {
    throw thrown('DateTimeException', 'Instant exceeds minimum or maximum instant');
  }
  return new JavaObject('Instant', nanos);
};

const needed = <T>(object: T | null): T => {
  if (object === null) throw thrown('NullPointerException', 'null');
  return object;
};

const moves = (name: string, nanos: bigint): Record<string, Call> => ({
  [`plus${name}(long)`]: ({ data }: InstantObject, [by]: [Num]) => instant(data + asLong(by) * nanos),
  [`minus${name}(long)`]: ({ data }: InstantObject, [by]: [Num]) => instant(data - asLong(by) * nanos),
});

function parseInstant(text: string): Value {
  const [, date, time] = /^([^T]+)T(.+)Z$/.exec(text) ?? [];
  if (date === undefined || time === undefined) throw unparsable(text);
  return instant(BigInt(parseDate(date)) * DAY_NANOS + parseTime(time, text));
}

const compareInstants = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);

/** An instant knows no calendar: units up to days only. */
function exactUnit(unit: EnumConstant): string {
  if (unit.ordinal > UNITS.indexOf('DAYS'))
    throw thrown('UnsupportedTemporalTypeException', `Unsupported unit: ${unit.name}`);
  return unit.name;
}

/** `java.time.Instant`. */
const instantType: TypeTable = {
  name: 'Instant',
  nameable: true,
  methods: {
    ...objectMethods,
    ...moves('Seconds', SECOND),
    ...moves('Millis', MILLI),
    ...moves('Nanos', 1n),
    'toEpochMilli()': ({ data }: InstantObject) => long(floorDiv(data, MILLI)),
    'getEpochSecond()': ({ data }: InstantObject) => long(floorDiv(data, SECOND)),
    'getNano()': ({ data }: InstantObject) => int(Number(floorMod(data, SECOND))),
    'isBefore(Instant)': ({ data }: InstantObject, [other]: [InstantObject | null]) =>
      data < needed(other).data,
    'isAfter(Instant)': ({ data }: InstantObject, [other]: [InstantObject | null]) =>
      data > needed(other).data,
    'compareTo(Instant)': ({ data }: InstantObject, [other]: [InstantObject | null]) =>
      int(compareInstants(data, needed(other).data)),
    'plus(long,ChronoUnit)': ({ data }: InstantObject, [by, unit]: [Num, EnumConstant | null]) =>
      instant(plusUnit(data, asLong(by), exactUnit(needed(unit)))),
    'minus(long,ChronoUnit)': ({ data }: InstantObject, [by, unit]: [Num, EnumConstant | null]) =>
      instant(plusUnit(data, -asLong(by), exactUnit(needed(unit)))),
    'truncatedTo(ChronoUnit)': ({ data }: InstantObject, [unit]: [EnumConstant | null]) => {
      const size = plusUnit(0n, 1n, exactUnit(needed(unit)));
      return instant(data - floorMod(data, size));
    },
    'until(Instant,ChronoUnit)': (
      { data }: InstantObject,
      [end, unit]: [InstantObject | null, EnumConstant | null],
    ) => long(amountBetween(data, needed(end).data, exactUnit(needed(unit)))),
  },
  statics: {
    'now()': (_: null, _args: [], { now }) => instant(BigInt(Math.floor(now())) * MILLI),
    'ofEpochMilli(long)': (_: null, [milli]: [Num]) => instant(asLong(milli) * MILLI),
    'ofEpochSecond(long)': (_: null, [second]: [Num]) => instant(asLong(second) * SECOND),
    'ofEpochSecond(long,long)': (_: null, [second, nano]: [Num, Num]) =>
      instant(asLong(second) * SECOND + asLong(nano)),
    'parse(CharSequence)': (_: null, [text]: [string | null]) => parseInstant(needed(text)),
  },
  print: ({ data }) =>
    `${dateText(Number(floorDiv(data as bigint, DAY_NANOS)))}T${timeText(floorMod(data as bigint, DAY_NANOS), true)}Z`,
  toJson: ({ data }) => Number(data as bigint) / 1e9,
  compare: (left, right) => compareInstants(left.data as bigint, right.data as bigint),
};

/** What every enumeration offers. */
const enumMethods = (type: string): Record<string, Call> => ({
  ...objectMethods,
  'name()': (constant: EnumConstant) => constant.name,
  'ordinal()': (constant: EnumConstant) => int(constant.ordinal),
  [`compareTo(${type})`]: (constant: EnumConstant, [other]: [EnumConstant | null]) =>
    int(constant.ordinal - needed(other).ordinal),
});

const enumStatics = (type: string, names: readonly string[]): Record<string, Call> => ({
  'values()': () =>
    javaArray(
      names.map((name, i) => new EnumConstant(type, name, i)),
      type,
    ),
  'valueOf(String)': (_: null, [name]: [string | null]) => {
    const ordinal = names.indexOf(needed(name));
    if (ordinal < 0) throw thrown('IllegalArgumentException', `No enum constant ${type}.${name}`);
    return new EnumConstant(type, names[ordinal] as string, ordinal);
  },
});

const dayOfWeekType: TypeTable = {
  name: 'DayOfWeek',
  nameable: true,
  methods: {
    ...enumMethods('DayOfWeek'),
    'getValue()': (day: EnumConstant) => int(day.ordinal + 1),
    'plus(long)': (day: EnumConstant, [by]: [Num]) =>
      weekday(Number(floorMod(BigInt(day.ordinal) + asLong(by), 7n)) + 1),
    'minus(long)': (day: EnumConstant, [by]: [Num]) =>
      weekday(Number(floorMod(BigInt(day.ordinal) - asLong(by), 7n)) + 1),
  },
  statics: {
    ...enumStatics('DayOfWeek', DAY_NAMES),
    'of(int)': (_: null, [day]: [Num]) => {
      if (asInt(day) < 1 || asInt(day) > 7)
        throw thrown('DateTimeException', `Invalid value for DayOfWeek: ${asInt(day)}`);
      return weekday(asInt(day));
    },
  },
};

/** A local date or time as nanoseconds since 1970. */
function position(value: Value): bigint {
  if (value instanceof JavaObject && typeof value.data === 'bigint') return value.data;
  if (value instanceof JavaObject && value.type === 'LocalDate')
    return BigInt(value.data as number) * DAY_NANOS;
  throw thrown('DateTimeException', 'between() needs two dates or two times');
}

const chronoUnitType: TypeTable = {
  name: 'ChronoUnit',
  nameable: true,
  methods: {
    ...enumMethods('ChronoUnit'),
    'between(Object,Object)': (unit: EnumConstant, [from, to]: [Value, Value]) =>
      long(amountBetween(position(from), position(to), unit.name)),
    'isDateBased()': (unit: EnumConstant) => unit.ordinal >= 7 && unit.name !== 'FOREVER',
    'isTimeBased()': (unit: EnumConstant) => unit.ordinal < 7,
  },
  statics: enumStatics('ChronoUnit', UNITS),
};

/** Nameable, but all its methods return types that the sandbox does not let through. */
const temporalAdjustersType: TypeTable = { name: 'TemporalAdjusters', nameable: true };

export const timeTypes: TypeTable[] = [
  dateType,
  simpleDateFormatType,
  localDateType,
  localDateTimeType,
  instantType,
  dayOfWeekType,
  chronoUnitType,
  temporalAdjustersType,
];
