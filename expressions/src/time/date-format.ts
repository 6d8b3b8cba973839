import { thrown } from '../failure.ts';
import { DAY_MS, DAY_NAMES, dayOfWeek, dayOfYear, MONTH_NAMES, twoDigits } from './calendar.ts';

/** `java.text.SimpleDateFormat` in UTC and English. */

type Piece = { text: string } | { letter: string; count: number };

const LETTERS = 'GyYMLwWDdFEuaHkKhmsSzZX';

function pieces(pattern: string): Piece[] {
  const found: Piece[] = [];
  for (let pos = 0; pos < pattern.length;) {
    const c = pattern.charAt(pos);
    if (c === "'") {
      const end = pattern.indexOf("'", pos + 1);
      if (end < 0) throw thrown('IllegalArgumentException', 'Unterminated quote');
      found.push({ text: end === pos + 1 ? "'" : pattern.slice(pos + 1, end) });
      pos = end + 1;
    } else if (/[A-Za-z]/.test(c)) {
      if (!LETTERS.includes(c)) throw thrown('IllegalArgumentException', `Illegal pattern character '${c}'`);
      let end = pos;
      while (pattern.charAt(end) === c) end++;
      found.push({ letter: c, count: end - pos });
      pos = end;
    } else {
      found.push({ text: c });
      pos++;
    }
  }
  return found;
}

/** @throws ExpressionError IllegalArgumentException for an unknown letter */
export const checkPattern = (pattern: string): void => void pieces(pattern);

/** Formats milliseconds since 1970. */
export function formatDate(pattern: string, time: number): string {
  const date = new Date(time);
  return pieces(pattern)
    .map((piece) => ('text' in piece ? piece.text : field(piece.letter, piece.count, date)))
    .join('');
}

function field(letter: string, count: number, date: Date): string {
  const pad = (n: number) => String(n).padStart(Math.min(count, 50), '0');
  const epochDay = Math.floor(date.getTime() / DAY_MS);
  const hour = date.getUTCHours();
  const week = weekOf(epochDay);
  const yearText = (year: number) => (count === 2 ? twoDigits(year % 100) : pad(year));
  switch (letter) {
    case 'G':
      return date.getUTCFullYear() > 0 ? 'AD' : 'BC';
    case 'y':
      return yearText(date.getUTCFullYear());
    case 'Y':
      return yearText(week.year);
    case 'M':
    case 'L': {
      const name = MONTH_NAMES[date.getUTCMonth()] ?? '';
      return count >= 4 ? name : count === 3 ? name.slice(0, 3) : pad(date.getUTCMonth() + 1);
    }
    case 'w':
      return pad(week.week);
    case 'W':
      return pad(Math.ceil((date.getUTCDate() + (dayOfWeek(epochDay - date.getUTCDate() + 1) % 7)) / 7));
    case 'D':
      return pad(dayOfYear(epochDay));
    case 'd':
      return pad(date.getUTCDate());
    case 'F':
      return pad(Math.ceil(date.getUTCDate() / 7));
    case 'E': {
      const name = capital(DAY_NAMES[dayOfWeek(epochDay) - 1] ?? '');
      return count >= 4 ? name : name.slice(0, 3);
    }
    case 'u':
      return pad(dayOfWeek(epochDay));
    case 'a':
      return hour < 12 ? 'AM' : 'PM';
    case 'H':
      return pad(hour);
    case 'k':
      return pad(hour === 0 ? 24 : hour);
    case 'K':
      return pad(hour % 12);
    case 'h':
      return pad(hour % 12 === 0 ? 12 : hour % 12);
    case 'm':
      return pad(date.getUTCMinutes());
    case 's':
      return pad(date.getUTCSeconds());
    case 'S':
      return pad(date.getUTCMilliseconds());
    case 'z':
      return count >= 4 ? 'Coordinated Universal Time' : 'UTC';
    case 'Z':
      return '+0000';
    default:
      return 'Z';
  }
}

const capital = (name: string) => name.slice(0, 1) + name.slice(1).toLowerCase();

/** The week of the year as in the United States: weeks start on Sunday, the first holds January 1st. */
function weekOf(epochDay: number): { year: number; week: number } {
  const sunday = epochDay - (dayOfWeek(epochDay) % 7);
  const year = new Date((sunday + 6) * DAY_MS).getUTCFullYear();
  const first = Date.UTC(year, 0, 1) / DAY_MS;
  return { year, week: Math.round((sunday - (first - (dayOfWeek(first) % 7))) / 7) + 1 };
}

/**
 * Reads a text by the pattern; what follows the last field is ignored.
 * @throws ExpressionError ParseException
 */
export function parseDateText(pattern: string, text: string): number {
  const read = {
    y: 1970,
    M: 1,
    d: 1,
    H: 0,
    m: 0,
    s: 0,
    S: 0,
    pm: undefined as boolean | undefined,
    offset: 0,
  };
  let pos = 0;
  const failed = () => thrown('ParseException', `Unparseable date: "${text}"`);
  const list = pieces(pattern);
  for (const [i, piece] of list.entries()) {
    if ('text' in piece) {
      if (!text.startsWith(piece.text, pos)) throw failed();
      pos += piece.text.length;
      continue;
    }
    const next = list[i + 1];
    const joined = next !== undefined && 'letter' in next;
    const pieceText = new RegExp(
      /[ME]/.test(piece.letter) && piece.count >= 3
        ? '^[A-Za-z]+'
        : /[zZXaG]/.test(piece.letter)
          ? '^(?:[A-Za-z]+|[+-]\\d\\d:?\\d\\d)'
          : joined
            ? `^\\d{1,${piece.count}}`
            : '^\\d+',
    ).exec(text.slice(pos))?.[0];
    if (pieceText === undefined) throw failed();
    pos += pieceText.length;
    const number = Number(pieceText);
    switch (piece.letter) {
      case 'y':
        read.y =
          piece.count === 2 && pieceText.length === 2 ? 2000 + number - (number > 46 ? 100 : 0) : number;
        break;
      case 'M':
        read.M =
          piece.count >= 3
            ? MONTH_NAMES.findIndex((name) =>
                name.toLowerCase().startsWith(pieceText.toLowerCase().slice(0, 3)),
              ) + 1
            : number;
        break;
      case 'd':
        read.d = number;
        break;
      case 'H':
      case 'k':
      case 'K':
      case 'h':
        read.H =
          piece.letter === 'h' || piece.letter === 'k' ? number % (piece.letter === 'h' ? 12 : 24) : number;
        break;
      case 'm':
        read.m = number;
        break;
      case 's':
        read.s = number;
        break;
      case 'S':
        read.S = number;
        break;
      case 'a':
        read.pm = pieceText.toUpperCase() === 'PM';
        break;
      case 'z':
      case 'Z':
      case 'X':
        read.offset = offsetOf(pieceText);
        break;
      default:
        break;
    }
  }
  if (read.M < 1) throw failed();
  const time = Date.UTC(read.y, read.M - 1, read.d, read.H + (read.pm ? 12 : 0), read.m, read.s, read.S);
  if (Number.isNaN(time)) throw failed();
  return time - read.offset;
}

function offsetOf(text: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(text) ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
