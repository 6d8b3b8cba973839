import { thrown } from '../failure.ts';
import {
  DAY_MS,
  DAY_NANOS,
  DAY_NAMES,
  dateOf,
  dateText,
  dayOfWeek,
  dayOfYear,
  epochDayOf,
  floorDiv,
  floorMod,
  isLeapYear,
  lengthOfMonth,
  parseDate,
  parseTime,
  plusMonths,
  timeText,
  unparsable,
} from '../time/calendar.ts';
import { amountBetween, plusUnit } from '../time/unit.ts';
import { asInt, asLong, int, long, type Num } from '../values/number.ts';
import { EnumConstant, JavaObject } from '../values/value.ts';
import { objectMethods } from './object.ts';
import type { Call, TypeTable } from './type.ts';

/** `data` is the day since 1970. */
type DateObject = { data: number };
/** `data` is nanoseconds since 1970, of the local clock. */
type DateTimeObject = { data: bigint };
type Unit = { name: string };

const localDate = (epochDay: number) => {
  dateOf(epochDay);
  return new JavaObject('LocalDate', epochDay);
};
const localDateTime = (nanos: bigint) => {
  dateOf(Number(floorDiv(nanos, DAY_NANOS)));
  return new JavaObject('LocalDateTime', nanos);
};
export const weekday = (index: number) =>
  new EnumConstant('DayOfWeek', DAY_NAMES[index - 1] ?? '', index - 1);

const at = (epochDay: number, nanos: bigint) => localDateTime(BigInt(epochDay) * DAY_NANOS + nanos);

function timeOfDay(hour: number, minute: number, second = 0, nano = 0): bigint {
  const check = (value: number, most: number, name: string) => {
    if (value < 0 || value > most)
      throw thrown('DateTimeException', `Invalid value for ${name} (valid values 0 - ${most}): ${value}`);
  };
  check(hour, 23, 'HourOfDay');
  check(minute, 59, 'MinuteOfHour');
  check(second, 59, 'SecondOfMinute');
  check(nano, 999_999_999, 'NanoOfSecond');
  return BigInt(hour * 3600 + minute * 60 + second) * 1_000_000_000n + BigInt(nano);
}

const needed = <T>(object: T | null): T => {
  if (object === null) throw thrown('NullPointerException', 'null');
  return object;
};

const days = (count: Num, by = 1) => Number(asLong(count)) * by;

/** Methods about the calendar day, for both types; `dayOf` reads it and `withDay` replaces it. */
function dayMethods<T>(
  dayOf: (self: T) => number,
  withDay: (self: T, epochDay: number) => JavaObject,
): Record<string, Call> {
  const moved =
    (move: (day: number, by: number) => number, sign: 1 | -1): Call =>
    (self: T, [by]: [Num]) =>
      withDay(self, move(dayOf(self), sign * days(by)));
  const changed =
    (change: (date: ReturnType<typeof dateOf>, to: number) => void): Call =>
    (self: T, [to]: [Num]) => {
      const date = dateOf(dayOf(self));
      change(date, asInt(to));
      return withDay(self, epochDayOf({ ...date, day: date.day }));
    };
  const clamp = (date: ReturnType<typeof dateOf>) => {
    date.day = Math.min(date.day, lengthOfMonth(date.year, Math.min(12, Math.max(1, date.month))));
  };
  return {
    'getYear()': (self: T) => int(dateOf(dayOf(self)).year),
    'getMonthValue()': (self: T) => int(dateOf(dayOf(self)).month),
    'getDayOfMonth()': (self: T) => int(dateOf(dayOf(self)).day),
    'getDayOfYear()': (self: T) => int(dayOfYear(dayOf(self))),
    'getDayOfWeek()': (self: T) => weekday(dayOfWeek(dayOf(self))),
    'plusDays(long)': moved((day, by) => day + by, 1),
    'plusWeeks(long)': moved((day, by) => day + by * 7, 1),
    'plusMonths(long)': moved(plusMonths, 1),
    'plusYears(long)': moved((day, by) => plusMonths(day, by * 12), 1),
    'minusDays(long)': moved((day, by) => day + by, -1),
    'minusWeeks(long)': moved((day, by) => day + by * 7, -1),
    'minusMonths(long)': moved(plusMonths, -1),
    'minusYears(long)': moved((day, by) => plusMonths(day, by * 12), -1),
    'withDayOfMonth(int)': changed((date, to) => {
      date.day = to;
    }),
    'withMonth(int)': changed((date, to) => {
      date.month = to;
      clamp(date);
    }),
    'withYear(int)': changed((date, to) => {
      date.year = to;
      clamp(date);
    }),
    'withDayOfYear(int)': (self: T, [to]: [Num]) =>
      withDay(self, epochDayOf({ year: dateOf(dayOf(self)).year, month: 1, day: 1 }) + asInt(to) - 1),
  };
}

const compareDates = (a: number, b: number) => {
  const [left, right] = [dateOf(a), dateOf(b)];
  return left.year - right.year || left.month - right.month || left.day - right.day;
};

/** `java.time.LocalDate`. */
export const localDateType: TypeTable = {
  name: 'LocalDate',
  nameable: true,
  methods: {
    ...objectMethods,
    ...dayMethods<DateObject>(
      ({ data }) => data,
      (_, epochDay) => localDate(epochDay),
    ),
    'isLeapYear()': ({ data }: DateObject) => isLeapYear(dateOf(data).year),
    'lengthOfMonth()': ({ data }: DateObject) => int(lengthOfMonth(dateOf(data).year, dateOf(data).month)),
    'lengthOfYear()': ({ data }: DateObject) => int(isLeapYear(dateOf(data).year) ? 366 : 365),
    'isBefore(LocalDate)': ({ data }: DateObject, [other]: [DateObject | null]) => data < needed(other).data,
    'isAfter(LocalDate)': ({ data }: DateObject, [other]: [DateObject | null]) => data > needed(other).data,
    'isEqual(LocalDate)': ({ data }: DateObject, [other]: [DateObject | null]) => data === needed(other).data,
    'compareTo(LocalDate)': ({ data }: DateObject, [other]: [DateObject | null]) =>
      int(compareDates(data, needed(other).data)),
    'toEpochDay()': ({ data }: DateObject) => long(BigInt(data)),
    'atStartOfDay()': ({ data }: DateObject) => at(data, 0n),
    'atTime(int,int)': ({ data }: DateObject, [hour, minute]: [Num, Num]) =>
      at(data, timeOfDay(asInt(hour), asInt(minute))),
    'atTime(int,int,int)': ({ data }: DateObject, [hour, minute, second]: [Num, Num, Num]) =>
      at(data, timeOfDay(asInt(hour), asInt(minute), asInt(second))),
    'plus(long,ChronoUnit)': ({ data }: DateObject, [by, unit]: [Num, Unit]) =>
      localDate(Number(plusUnit(BigInt(data) * DAY_NANOS, asLong(by), unit.name) / DAY_NANOS)),
    'minus(long,ChronoUnit)': ({ data }: DateObject, [by, unit]: [Num, Unit]) =>
      localDate(Number(plusUnit(BigInt(data) * DAY_NANOS, -asLong(by), unit.name) / DAY_NANOS)),
    'until(LocalDate,ChronoUnit)': ({ data }: DateObject, [end, unit]: [DateObject | null, Unit]) =>
      long(amountBetween(BigInt(data) * DAY_NANOS, BigInt(needed(end).data) * DAY_NANOS, unit.name)),
  },
  statics: {
    'now()': (_: null, _args: [], { now }) => localDate(Math.floor(now() / DAY_MS)),
    'of(int,int,int)': (_: null, [year, month, day]: [Num, Num, Num]) =>
      localDate(epochDayOf({ year: asInt(year), month: asInt(month), day: asInt(day) })),
    'ofYearDay(int,int)': (_: null, [year, day]: [Num, Num]) =>
      localDate(epochDayOf({ year: asInt(year), month: 1, day: 1 }) + asInt(day) - 1),
    'ofEpochDay(long)': (_: null, [day]: [Num]) => localDate(Number(asLong(day))),
    'parse(CharSequence)': (_: null, [text]: [string | null]) => localDate(parseDate(needed(text))),
  },
  print: ({ data }) => dateText(data as number),
  toJson: ({ data }) => Object.values(dateOf(data as number)),
  compare: (left, right) => compareDates(left.data as number, right.data as number),
};

const dayPart = ({ data }: DateTimeObject) => Number(floorDiv(data, DAY_NANOS));
const timePart = ({ data }: DateTimeObject) => floorMod(data, DAY_NANOS);
const partOf = (self: DateTimeObject, unit: bigint, modulo: bigint) =>
  int(Number((timePart(self) / unit) % modulo));

const SECOND = 1_000_000_000n;

const timeMoves = (name: string, nanos: bigint): Record<string, Call> => ({
  [`plus${name}(long)`]: ({ data }: DateTimeObject, [by]: [Num]) => localDateTime(data + asLong(by) * nanos),
  [`minus${name}(long)`]: ({ data }: DateTimeObject, [by]: [Num]) => localDateTime(data - asLong(by) * nanos),
});

const dateTimeOf: Call = (_: null, args: Num[]) => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second, nano] = args.map(asInt);
  return at(epochDayOf({ year, month, day }), timeOfDay(hour, minute, second, nano));
};

function parseDateTime(text: string): JavaObject {
  const [date = '', time] = text.split('T');
  if (time === undefined) throw unparsable(text);
  return at(parseDate(date), parseTime(time, text));
}

/** `java.time.LocalDateTime`. */
export const localDateTimeType: TypeTable = {
  name: 'LocalDateTime',
  nameable: true,
  methods: {
    ...objectMethods,
    ...dayMethods<DateTimeObject>(dayPart, (self, epochDay) => at(epochDay, timePart(self))),
    ...timeMoves('Hours', 3600n * SECOND),
    ...timeMoves('Minutes', 60n * SECOND),
    ...timeMoves('Seconds', SECOND),
    ...timeMoves('Nanos', 1n),
    'getHour()': (self: DateTimeObject) => partOf(self, 3600n * SECOND, 24n),
    'getMinute()': (self: DateTimeObject) => partOf(self, 60n * SECOND, 60n),
    'getSecond()': (self: DateTimeObject) => partOf(self, SECOND, 60n),
    'getNano()': (self: DateTimeObject) => partOf(self, 1n, SECOND),
    'toLocalDate()': (self: DateTimeObject) => localDate(dayPart(self)),
    'isBefore(LocalDateTime)': ({ data }: DateTimeObject, [other]: [DateTimeObject | null]) =>
      data < needed(other).data,
    'isAfter(LocalDateTime)': ({ data }: DateTimeObject, [other]: [DateTimeObject | null]) =>
      data > needed(other).data,
    'isEqual(LocalDateTime)': ({ data }: DateTimeObject, [other]: [DateTimeObject | null]) =>
      data === needed(other).data,
    'compareTo(LocalDateTime)': ({ data }: DateTimeObject, [other]: [DateTimeObject | null]) =>
      int(data < needed(other).data ? -1 : data > needed(other).data ? 1 : 0),
    'plus(long,ChronoUnit)': ({ data }: DateTimeObject, [by, unit]: [Num, Unit]) =>
      localDateTime(plusUnit(data, asLong(by), unit.name)),
    'minus(long,ChronoUnit)': ({ data }: DateTimeObject, [by, unit]: [Num, Unit]) =>
      localDateTime(plusUnit(data, -asLong(by), unit.name)),
    'until(LocalDateTime,ChronoUnit)': (
      { data }: DateTimeObject,
      [end, unit]: [DateTimeObject | null, Unit],
    ) => long(amountBetween(data, needed(end).data, unit.name)),
  },
  statics: {
    'now()': (_: null, _args: [], { now }) => localDateTime(BigInt(Math.floor(now())) * 1_000_000n),
    'of(int,int,int,int,int)': dateTimeOf,
    'of(int,int,int,int,int,int)': dateTimeOf,
    'of(int,int,int,int,int,int,int)': dateTimeOf,
    'parse(CharSequence)': (_: null, [text]: [string | null]) => parseDateTime(needed(text)),
  },
  print: (object) => {
    const self = object as unknown as DateTimeObject;
    return `${dateText(dayPart(self))}T${timeText(timePart(self))}`;
  },
  toJson: (object) => {
    const self = object as unknown as DateTimeObject;
    const [hour, minute, second, nano] = [
      timePart(self) / (3600n * SECOND),
      (timePart(self) / (60n * SECOND)) % 60n,
      (timePart(self) / SECOND) % 60n,
      timePart(self) % SECOND,
    ].map(Number);
    const time = nano ? [hour, minute, second, nano] : second ? [hour, minute, second] : [hour, minute];
    return [...Object.values(dateOf(dayPart(self))), ...time];
  },
  compare: (left, right) =>
    (left.data as bigint) < (right.data as bigint)
      ? -1
      : (left.data as bigint) > (right.data as bigint)
        ? 1
        : 0,
};
