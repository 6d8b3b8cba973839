import { invalid } from '@gennaker/kernel';
import { z } from 'zod';

const hour = z.coerce.number().int().min(0).max(24);
const minute = z.coerce.number().int().min(0).max(59).default(0);

export const ExecutionWindow = z.looseObject({
  days: z
    .array(z.coerce.number().int().min(1).max(7))
    .nullish()
    .describe('1 is Sunday, 7 Saturday; none: every day.'),
  whitelist: z
    .array(z.object({ startHour: hour, startMin: minute, endHour: hour, endMin: minute }))
    .nullish()
    .describe('Times of day; the end minute belongs to it. None: whole days.'),
  timezone: z.string().default('America/Los_Angeles').describe('IANA name of a time zone.'),
  jitter: z
    .looseObject({
      enabled: z.boolean().default(false),
      skipManual: z.boolean().default(false),
      minDelay: z.coerce.number().min(0).default(0).describe('Seconds.'),
      maxDelay: z.coerce.number().min(0).default(0).describe('Seconds.'),
    })
    .nullish(),
});
export type ExecutionWindow = z.infer<typeof ExecutionWindow>;

const MINUTE_MS = 60_000;
const DAY = 24 * 60;
/** The clock may be set forward or back on the way: the last stretch is looked at minute by minute. */
const NEAR = 150;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** When a window is open. `nextOpening` is the moment itself while it is open. */
export interface OpeningTimes {
  /** Epoch ms. */
  nextOpening(now: number): number;
}

/**
 * @throws AppError `invalid` when neither days nor times are given, or the time zone does not exist
 * Source: orca `RestrictExecutionDuringTimeWindow`; orchestration A9.
 */
export function openingTimes({ days, whitelist, timezone }: ExecutionWindow): OpeningTimes {
  const spans = spansOf(whitelist ?? []);
  const allowed = new Set(days ?? []);
  if (spans.length === 0 && allowed.size === 0) throw invalid('Incorrect time windows specified');
  const times = spans.length > 0 ? spans : [{ from: 0, to: DAY - 1 }];
  const localTime = clockIn(timezone);
  const isDay = (day: number): boolean => allowed.size === 0 || allowed.has(day);
  const isOpen = ({ day, minutes }: LocalTime): boolean =>
    isDay(day) && times.some(({ from, to }) => from <= minutes && minutes <= to);

  /** Minutes to the next start, by the clock on the wall. */
  const distance = ({ day, minutes }: LocalTime): number => {
    for (let ahead = 0; ahead <= 7; ahead++) {
      if (!isDay(((day - 1 + ahead) % 7) + 1)) continue;
      const starts = times.map(({ from }) => ahead * DAY + from - minutes).filter((start) => start > 0);
      if (starts.length > 0) return Math.min(...starts);
    }
    return 7 * DAY;
  };

  return {
    nextOpening(now) {
      let at = now;
      for (let local = localTime(at); !isOpen(local); local = localTime(at)) {
        const minutes = distance(local);
        at = startOfMinute(at) + (minutes > NEAR ? minutes - NEAR : 1) * MINUTE_MS;
      }
      return at;
    },
  };
}

const startOfMinute = (at: number): number => at - (at % MINUTE_MS);

/** Minutes of the day, both ends included; one over midnight becomes two. */
function spansOf(whitelist: NonNullable<ExecutionWindow['whitelist']>): { from: number; to: number }[] {
  return whitelist.flatMap(({ startHour, startMin, endHour, endMin }) => {
    const from = startHour * 60 + startMin;
    const to = endHour * 60 + endMin;
    if (from <= to) return [{ from, to }];
    return [
      { from, to: DAY - 1 },
      { from: 0, to },
    ];
  });
}

interface LocalTime {
  /** 1 is Sunday. */
  day: number;
  minutes: number;
}

function clockIn(timeZone: string): (at: number) => LocalTime {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    });
  } catch (error) {
    throw invalid(`timezone: '${timeZone}' is not a time zone; give one like Europe/Berlin`, {
      cause: error,
    });
  }
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return {
      day: WEEKDAYS.indexOf(parts.get('weekday') ?? '') + 1,
      minutes: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
    };
  };
}
