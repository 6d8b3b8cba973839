import { thrown } from '../failure.ts';

/** Dates of the proleptic Gregorian calendar as days since 1970-01-01, without a time zone. */

export interface CalendarDate {
  year: number;
  /** 1 to 12 */
  month: number;
  day: number;
}

export const DAY_MS = 86_400_000;
export const DAY_NANOS = 86_400_000_000_000n;
const MAX_YEAR = 250_000;

export const DAY_NAMES = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export const isLeapYear = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
export const lengthOfMonth = (year: number, month: number) =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** @throws ExpressionError DateTimeException for a date that does not exist */
export function epochDayOf({ year, month, day }: CalendarDate): number {
  if (Math.abs(year) > MAX_YEAR)
    throw thrown(
      'DateTimeException',
      `Invalid value for Year (valid values -${MAX_YEAR} - ${MAX_YEAR}): ${year}`,
    );
  if (month < 1 || month > 12)
    throw thrown('DateTimeException', `Invalid value for MonthOfYear (valid values 1 - 12): ${month}`);
  if (day < 1 || day > 31)
    throw thrown('DateTimeException', `Invalid value for DayOfMonth (valid values 1 - 28/31): ${day}`);
  if (day > lengthOfMonth(year, month)) {
    throw thrown(
      'DateTimeException',
      day === 29
        ? `Invalid date 'February 29' as '${year}' is not a leap year`
        : `Invalid date '${MONTH_NAMES[month - 1]?.toUpperCase()} ${day}'`,
    );
  }
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / DAY_MS;
}

export function dateOf(epochDay: number): CalendarDate {
  const date = new Date(epochDay * DAY_MS);
  if (Number.isNaN(date.getTime()))
    throw thrown('DateTimeException', 'Invalid value for EpochDay: the date is out of range');
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 1 for Monday to 7 for Sunday. */
export const dayOfWeek = (epochDay: number): number => ((((Math.floor(epochDay) + 3) % 7) + 7) % 7) + 1;

export const dayOfYear = (epochDay: number): number =>
  epochDay - epochDayOf({ year: dateOf(epochDay).year, month: 1, day: 1 }) + 1;

/** Moves by whole months; a day beyond the month's end becomes its last. */
export function plusMonths(epochDay: number, months: number): number {
  const { year, month, day } = dateOf(epochDay);
  const total = year * 12 + month - 1 + months;
  const [newYear, newMonth] = [Math.floor(total / 12), (((total % 12) + 12) % 12) + 1];
  return epochDayOf({ year: newYear, month: newMonth, day: Math.min(day, lengthOfMonth(newYear, newMonth)) });
}

export const twoDigits = (n: number) => String(n).padStart(2, '0');

/** `2024-01-31` */
export function dateText(epochDay: number): string {
  const { year, month, day } = dateOf(epochDay);
  const digits = String(Math.abs(year)).padStart(4, '0');
  return `${year < 0 ? '-' : year > 9999 ? '+' : ''}${digits}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** `10:30`, `10:30:05`, `10:30:05.123` from nanoseconds of a day. */
export function timeText(nanos: bigint, alwaysSeconds = false): string {
  const seconds = Number(nanos / 1_000_000_000n);
  const fraction = Number(nanos % 1_000_000_000n);
  const minutes = `${twoDigits(Math.floor(seconds / 3600))}:${twoDigits(Math.floor(seconds / 60) % 60)}`;
  if (seconds % 60 === 0 && fraction === 0 && !alwaysSeconds) return minutes;
  const whole = `${minutes}:${twoDigits(seconds % 60)}`;
  if (fraction === 0) return whole;
  const digits = String(fraction).padStart(9, '0');
  return `${whole}.${fraction % 1_000_000 === 0 ? digits.slice(0, 3) : fraction % 1000 === 0 ? digits.slice(0, 6) : digits}`;
}

/** Reads `yyyy-MM-dd`. */
export function parseDate(text: string): number {
  const [, year, month, day] = /^([+-]?\d{4,6})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined) throw unparsable(text);
  return epochDayOf({ year: Number(year), month: Number(month), day: Number(day) });
}

/** Reads `HH:mm[:ss[.fraction]]` to nanoseconds of the day. */
export function parseTime(time: string, whole = time): bigint {
  const [, hour, minute, second = '0', fraction = ''] =
    /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?$/.exec(time) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    throw unparsable(whole);
  return (
    BigInt(Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1_000_000_000n +
    BigInt(fraction.padEnd(9, '0'))
  );
}

export const unparsable = (text: string) =>
  thrown('DateTimeParseException', `Text '${text}' could not be parsed at index 0`);

/** Floor division of big numbers. */
export const floorDiv = (a: bigint, b: bigint) => (a % b !== 0n && a < 0n !== b < 0n ? a / b - 1n : a / b);
export const floorMod = (a: bigint, b: bigint) => a - floorDiv(a, b) * b;
