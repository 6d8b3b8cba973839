import { thrown } from '../failure.ts';
import { DAY_NANOS, dateOf, floorDiv, floorMod, plusMonths } from './calendar.ts';

/** The constants of `ChronoUnit` in order. */
export const UNITS = [
  'NANOS',
  'MICROS',
  'MILLIS',
  'SECONDS',
  'MINUTES',
  'HOURS',
  'HALF_DAYS',
  'DAYS',
  'WEEKS',
  'MONTHS',
  'YEARS',
  'DECADES',
  'CENTURIES',
  'MILLENNIA',
  'ERAS',
  'FOREVER',
];

const NANOS: Record<string, bigint> = {
  NANOS: 1n,
  MICROS: 1_000n,
  MILLIS: 1_000_000n,
  SECONDS: 1_000_000_000n,
  MINUTES: 60_000_000_000n,
  HOURS: 3_600_000_000_000n,
  HALF_DAYS: 43_200_000_000_000n,
  DAYS: DAY_NANOS,
  WEEKS: 7n * DAY_NANOS,
};
const MONTHS: Record<string, number> = {
  MONTHS: 1,
  YEARS: 12,
  DECADES: 120,
  CENTURIES: 1200,
  MILLENNIA: 12000,
};

const unsupported = (unit: string) => thrown('UnsupportedTemporalTypeException', `Unsupported unit: ${unit}`);

/** Moves a local time, in nanoseconds since 1970, by an amount of a unit. */
export function plusUnit(nanos: bigint, amount: bigint, unit: string): bigint {
  if (Object.hasOwn(NANOS, unit)) return nanos + amount * (NANOS[unit] as bigint);
  if (!Object.hasOwn(MONTHS, unit)) throw unsupported(unit);
  const day = plusMonths(Number(floorDiv(nanos, DAY_NANOS)), Number(amount) * (MONTHS[unit] as number));
  return BigInt(day) * DAY_NANOS + floorMod(nanos, DAY_NANOS);
}

/** Whole units from one local time to another. */
export function amountBetween(from: bigint, to: bigint, unit: string): bigint {
  if (Object.hasOwn(NANOS, unit)) return (to - from) / (NANOS[unit] as bigint);
  if (!Object.hasOwn(MONTHS, unit)) throw unsupported(unit);
  const position = (nanos: bigint) => {
    const { year, month, day } = dateOf(Number(floorDiv(nanos, DAY_NANOS)));
    return { months: year * 12 + month, rest: BigInt(day) * DAY_NANOS + floorMod(nanos, DAY_NANOS) };
  };
  const [start, end] = [position(from), position(to)];
  let months = end.months - start.months;
  if (months > 0 && end.rest < start.rest) months--;
  if (months < 0 && end.rest > start.rest) months++;
  return BigInt(Math.trunc(months / (MONTHS[unit] as number)));
}
