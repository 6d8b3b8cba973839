import { ExpressionError } from '../failure.ts';
import { double, float, int, INT_MAX, long, LONG_MAX } from '../values/number.ts';
import type { Value } from '../values/value.ts';
import type { Token } from './token.ts';

/**
 * The value of a number's or text's token, or undefined for other tokens.
 * @throws ExpressionError EL1035E, EL1036E when it does not fit its type
 */
export function literalValue(token: Token): Value | undefined {
  switch (token.kind) {
    case 'int':
      return wholeNumber(token, 10, false);
    case 'long':
      return wholeNumber(token, 10, true);
    case 'hexint':
      return wholeNumber(token, 16, false);
    case 'hexlong':
      return wholeNumber(token, 16, true);
    case 'real':
      return double(realNumber(token));
    case 'float':
      return float(realNumber(token));
    case 'string':
      return token.text;
    default:
      return undefined;
  }
}

function wholeNumber(token: Token, radix: 10 | 16, wide: boolean): Value {
  const value = BigInt(radix === 16 ? `0x${token.text}` : token.text);
  if (value > (wide ? LONG_MAX : BigInt(INT_MAX))) {
    const [code, type] = wide ? ['EL1036E', 'a long'] : ['EL1035E', 'an int'];
    const cause = `For input string: "${token.text}"${radix === 16 ? ' under radix 16' : ''}`;
    throw new ExpressionError(
      'NumberFormatException',
      `${cause} - ${code}: The value '${token.text}' cannot be parsed as ${type}`,
      {
        code,
        position: token.start,
        hint: wide ? undefined : `write ${token.text}L for a 64-bit number`,
      },
    );
  }
  return wide ? long(value) : int(Number(value));
}

function realNumber(token: Token): number {
  const value = Number(token.text);
  if (Number.isNaN(value) || !/\d$/.test(token.text)) {
    throw new ExpressionError(
      'NumberFormatException',
      `For input string: "${token.text}" - EL1040E: The value '${token.text}' cannot be parsed as a double`,
      {
        code: 'EL1040E',
        position: token.start,
      },
    );
  }
  return value;
}
