import { limitReached, thrown } from '../failure.ts';
import type { CallContext } from '../evaluator/context.ts';
import { hashOf } from '../values/compare.ts';
import { className } from '../values/names.ts';
import { asNumber, isFloating, Num } from '../values/number.ts';
import { Char, type Value } from '../values/value.ts';

const SPECIFIER = /%(\d+\$|<)?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/y;
const MAX_WIDTH = 10_000;

/**
 * Java's `String.format` for texts, whole numbers, fixed and scientific numbers, characters and booleans.
 * @throws ExpressionError MissingFormatArgumentException, IllegalFormatConversionException …
 */
export function formatText(format: string, args: readonly Value[], context: CallContext): string {
  let result = '';
  let next = 0;
  let last = -1;
  for (let pos = 0; pos < format.length;) {
    const percent = format.indexOf('%', pos);
    if (percent < 0) return result + format.slice(pos);
    result += format.slice(pos, percent);
    SPECIFIER.lastIndex = percent;
    const found = SPECIFIER.exec(format);
    if (!found)
      throw thrown('UnknownFormatConversionException', `Conversion = '${format.charAt(percent + 1) || '%'}'`);
    const [whole, index, flags = '', width, precision, conversion = ''] = found;
    pos = percent + whole.length;
    if (Number(width ?? 0) > MAX_WIDTH || Number(precision ?? 0) > MAX_WIDTH)
      throw limitReached(`A format's width is at most ${MAX_WIDTH}`);
    if (conversion === 'n') result += '\n';
    else if (conversion === '%') result += pad('%', width, flags);
    else {
      const at = index === undefined ? next++ : index === '<' ? last : Number.parseInt(index, 10) - 1;
      if (at < 0 || at >= args.length)
        throw thrown('MissingFormatArgumentException', `Format specifier '${whole}'`);
      last = at;
      result += pad(formatOne(args[at] ?? null, conversion, flags, precision, width, context), width, flags);
    }
    context.budget.checkTextLength(result.length);
  }
  return result;
}

function pad(text: string, width: string | undefined, flags: string): string {
  const size = Number(width ?? 0);
  return flags.includes('-') ? text.padEnd(size) : text.padStart(size);
}

function formatOne(
  value: Value,
  conversion: string,
  flags: string,
  precision: string | undefined,
  width: string | undefined,
  context: CallContext,
): string {
  const upper = conversion !== conversion.toLowerCase();
  const text = convert(value, conversion.toLowerCase(), flags, precision, width, context);
  return upper ? text.toUpperCase() : text;
}

function convert(
  value: Value,
  conversion: string,
  flags: string,
  precision: string | undefined,
  width: string | undefined,
  context: CallContext,
): string {
  const cut = (text: string) => (precision === undefined ? text : text.slice(0, Number(precision)));
  if (conversion === 's') return cut(context.print(value));
  if (conversion === 'b')
    return cut(String(value === null ? false : typeof value === 'boolean' ? value : true));
  if (value === null) return cut('null');
  if (conversion === 'h') return cut((hashOf(value, context.budget) >>> 0).toString(16));
  if (conversion === 'c') {
    if (value instanceof Char) return value.text;
    if (value instanceof Num && value.kind === 'Integer') return String.fromCodePoint(Number(value.value));
    throw mismatch(conversion, value);
  }
  if (!(value instanceof Num)) throw mismatch(conversion, value);
  if ('dxo'.includes(conversion)) {
    if (isFloating(value)) throw mismatch(conversion, value);
    return wholeNumber(value, conversion, flags, width);
  }
  if ('feg'.includes(conversion)) {
    if (!isFloating(value)) throw mismatch(conversion, value);
    return fractional(asNumber(value), conversion, flags, Number(precision ?? 6), width);
  }
  throw thrown('UnknownFormatConversionException', `Conversion = '${conversion}'`);
}

function wholeNumber(value: Num, conversion: string, flags: string, width: string | undefined): string {
  const whole = BigInt(value.value);
  if (conversion === 'd')
    return signed(whole < 0n, group(String(whole < 0n ? -whole : whole), flags), flags, width);
  const bits = value.kind === 'Long' ? 64 : value.kind === 'Byte' ? 8 : value.kind === 'Short' ? 16 : 32;
  const digits = BigInt.asUintN(bits, whole).toString(conversion === 'x' ? 16 : 8);
  const prefixed = flags.includes('#') ? (conversion === 'x' ? '0x' : '0') + digits : digits;
  return flags.includes('0') ? prefixed.padStart(Number(width ?? 0), '0') : prefixed;
}

function fractional(
  value: number,
  conversion: string,
  flags: string,
  precision: number,
  width: string | undefined,
): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  const size = Math.abs(value);
  const digits = Math.min(precision, 100);
  let text = conversion === 'f' ? halfUp(size, digits) : size.toExponential(digits);
  if (conversion === 'g')
    text =
      size !== 0 && (size < 1e-4 || size >= 10 ** digits)
        ? size.toExponential(Math.max(0, digits - 1))
        : size.toPrecision(Math.max(1, digits));
  text = text.replace(/e([+-])(\d)$/, 'e$10$2');
  return signed(value < 0 || Object.is(value, -0), group(text, flags), flags, width);
}

/** Java rounds the decimal text half up, where JavaScript rounds the binary value. */
function halfUp(value: number, digits: number): string {
  const text = String(value);
  if (text.includes('e')) return value.toFixed(digits);
  const [whole = '0', fraction = ''] = text.split('.');
  if (fraction.length <= digits) return digits === 0 ? whole : `${whole}.${fraction.padEnd(digits, '0')}`;
  const kept = BigInt(whole + fraction.slice(0, digits)) + (fraction.charAt(digits) >= '5' ? 1n : 0n);
  const all = kept.toString().padStart(digits + 1, '0');
  return digits === 0 ? all : `${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

function group(text: string, flags: string): string {
  if (!flags.includes(',')) return text;
  const [whole = '', ...rest] = text.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.');
}

function signed(negative: boolean, digits: string, flags: string, width: string | undefined): string {
  const before = negative
    ? flags.includes('(')
      ? '('
      : '-'
    : flags.includes('+')
      ? '+'
      : flags.includes(' ')
        ? ' '
        : '';
  const after = negative && flags.includes('(') ? ')' : '';
  const room = Number(width ?? 0) - before.length - after.length;
  return before + (flags.includes('0') ? digits.padStart(room, '0') : digits) + after;
}

const mismatch = (conversion: string, value: Value) =>
  thrown('IllegalFormatConversionException', `${conversion} != ${className(value)}`);
