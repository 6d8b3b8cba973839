import { evaluationError, thrown } from '../failure.ts';
import { className } from '../values/names.ts';
import {
  asInt,
  asLong,
  asNumber,
  double,
  doubleToLong,
  float,
  int,
  INT_MAX,
  INT_MIN,
  long,
  Num,
} from '../values/number.ts';
import { EnumConstant, type Value } from '../values/value.ts';
import { JavaList } from '../values/collection.ts';
import type { CallContext } from './context.ts';

export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '^';

const NAMES: Record<Arithmetic, string> = {
  '+': 'ADD',
  '-': 'SUBTRACT',
  '*': 'MULTIPLY',
  '/': 'DIVIDE',
  '%': 'MODULUS',
  '^': 'POWER',
};

/**
 * `+ - * / % ^` on numbers and texts.
 * @throws ExpressionError EL1030E for other types
 * Source: Spring `OpPlus`, `OpMinus`, `OpMultiply`, `OpDivide`, `OpModulus`, `OperatorPower`.
 */
export function arithmetic(operator: Arithmetic, left: Value, right: Value, context: CallContext): Value {
  if (left instanceof Num && right instanceof Num) return onNumbers(operator, left, right);
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) {
    const text = [left, right].map((side) => sideText(side, context));
    context.budget.checkConcatenation((text[0] as string).length + (text[1] as string).length);
    return `${text[0]}${text[1]}`;
  }
  if (operator === '*' && typeof left === 'string' && right instanceof Num && right.kind === 'Integer')
    return repeat(left, asInt(right), context);
  if (
    operator === '-' &&
    typeof left === 'string' &&
    left.length === 1 &&
    right instanceof Num &&
    right.kind === 'Integer'
  ) {
    return String.fromCharCode(left.charCodeAt(0) - asInt(right));
  }
  throw unsupported(operator, left, right);
}

/** The sign before a value. */
export function sign(operator: '+' | '-', value: Value): Value {
  if (!(value instanceof Num)) throw unsupported(operator, value, null);
  if (operator === '+') return value;
  if (typeof value.value === 'bigint')
    return new Num(value.kind, value.kind === 'Long' ? BigInt.asIntN(64, -value.value) : -value.value);
  if (value.kind === 'Double' || value.kind === 'Float') return new Num(value.kind, 0 - value.value);
  return int(-value.value);
}

const unsupported = (operator: Arithmetic, left: Value, right: Value) =>
  evaluationError(
    'EL1030E',
    `The operator '${NAMES[operator]}' is not supported between objects of type '${className(left)}' and '${className(right)}'`,
    typeof left === 'string' || typeof right === 'string'
      ? 'make a number of a text with #toInt(…)'
      : undefined,
  );

function sideText(value: Value, context: CallContext): string {
  if (value === null) return 'null';
  if (value instanceof EnumConstant || value instanceof JavaList) return context.convert(value);
  return context.print(value);
}

function repeat(text: string, times: number, context: CallContext): string {
  if (text.length * times > 256)
    throw evaluationError(
      'EL1076E',
      "Repeated text is too long, exceeding the threshold of '256' characters",
    );
  if (times < 0) throw thrown('NegativeArraySizeException', String(times));
  return context.budget.checkText(text.repeat(times));
}

function onNumbers(operator: Arithmetic, left: Num, right: Num): Num {
  const kinds = [left.kind, right.kind];
  if (operator === '^') return power(left, right);
  if (kinds.includes('Double')) return double(floating(operator, asNumber(left), asNumber(right)));
  if (kinds.includes('Float'))
    return float(floating(operator, Math.fround(asNumber(left)), Math.fround(asNumber(right))));
  if (kinds.includes('BigInteger'))
    return new Num('BigInteger', whole(operator, BigInt(left.value), BigInt(right.value)));
  if (kinds.includes('Long')) return long(whole(operator, asLong(left), asLong(right)));
  const [a, b] = [asInt(left), asInt(right)];
  if (operator === '*') return int(Math.imul(a, b));
  return operator === '+'
    ? int(a + b)
    : operator === '-'
      ? int(a - b)
      : int(Number(whole(operator, BigInt(a), BigInt(b))));
}

function floating(operator: Arithmetic, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return a % b;
  }
}

function whole(operator: Arithmetic, a: bigint, b: bigint): bigint {
  if ((operator === '/' || operator === '%') && b === 0n) throw thrown('ArithmeticException', '/ by zero');
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return a % b;
  }
}

function power(left: Num, right: Num): Num {
  const kinds = [left.kind, right.kind];
  const result = Math.pow(asNumber(left), asNumber(right));
  if (kinds.includes('Double')) return double(result);
  if (kinds.includes('Float')) return float(result);
  if (kinds.includes('Long') || result > INT_MAX || result < INT_MIN) return long(doubleToLong(result));
  return int(Math.trunc(result));
}
