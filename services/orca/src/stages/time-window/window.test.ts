import { expect, test } from 'vitest';
import { ExecutionWindow, openingTimes } from './window.ts';

const opening = (now: string, window: object): string =>
  new Date(
    openingTimes(ExecutionWindow.parse({ timezone: 'UTC', ...window })).nextOpening(Date.parse(now)),
  ).toISOString();
const hours = (startHour: number, endHour: number, startMin = 0, endMin = 0) => ({
  whitelist: [{ startHour, startMin, endHour, endMin }],
});

// 2026-01-07 is a Wednesday.
test.each([
  ['inside it is open', '2026-01-07T08:30:15.000Z', hours(8, 9), '2026-01-07T08:30:15.000Z'],
  ['the end minute belongs to it', '2026-01-07T09:00:59.000Z', hours(8, 9), '2026-01-07T09:00:59.000Z'],
  ['later today', '2026-01-07T06:00:30.000Z', hours(8, 9), '2026-01-07T08:00:00.000Z'],
  ['tomorrow', '2026-01-07T09:01:00.000Z', hours(8, 9), '2026-01-08T08:00:00.000Z'],
  ['over midnight: in the evening', '2026-01-07T23:00:00.000Z', hours(22, 2), '2026-01-07T23:00:00.000Z'],
  ['over midnight: in the morning', '2026-01-07T02:00:00.000Z', hours(22, 2), '2026-01-07T02:00:00.000Z'],
  ['over midnight: between', '2026-01-07T12:00:00.000Z', hours(22, 2), '2026-01-07T22:00:00.000Z'],
  ['on Mondays only', '2026-01-07T12:00:00.000Z', { days: [2], ...hours(8, 9) }, '2026-01-12T08:00:00.000Z'],
  [
    'today, a week from now',
    '2026-01-07T12:00:00.000Z',
    { days: [4], ...hours(8, 9) },
    '2026-01-14T08:00:00.000Z',
  ],
  ['whole days', '2026-01-07T12:00:00.000Z', { days: [5] }, '2026-01-08T00:00:00.000Z'],
  [
    'elsewhere',
    '2026-01-07T12:00:00.000Z',
    { timezone: 'America/Los_Angeles', ...hours(8, 9) },
    '2026-01-07T16:00:00.000Z',
  ],
  [
    'the hour that does not exist is over at once',
    '2026-03-08T08:00:00.000Z',
    { timezone: 'America/Los_Angeles', ...hours(2, 3, 30, 30) },
    '2026-03-08T10:00:00.000Z',
  ],
  [
    'clocks set back on the way',
    '2026-10-24T12:00:00.000Z',
    { timezone: 'Europe/Berlin', days: [1], ...hours(8, 9) },
    '2026-10-25T07:00:00.000Z',
  ],
])('%s', (_, now, window, expected) => {
  expect(opening(now, window)).toBe(expected);
});

test.each([
  [{}, 'Incorrect time windows specified'],
  [{ timezone: 'Mars/Base', days: [1] }, "'Mars/Base' is not a time zone"],
])('%o is refused', (window, text) => {
  expect(() => opening('2026-01-07T12:00:00.000Z', window)).toThrow(text);
});
