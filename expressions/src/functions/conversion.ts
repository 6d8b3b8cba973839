import { thrown } from '../failure.ts';
import { parseNumber } from '../values/convert.ts';
import type { FunctionCall } from './function.ts';

const needed = (text: string | null, call: string, name: string): string => {
  if (text === null)
    throw thrown('NullPointerException', `Cannot invoke "${call}" because "${name}" is null`);
  return text;
};

/** Texts to numbers and back. Source: orca-core `DefaultFunctions`-style helpers in `ContextFunctions`, kork `ArtifactFunctions`. */
export const conversionFunctions: Record<string, FunctionCall> = {
  'toInt(String)': ([text]: [string | null]) => {
    if (text === null) throw thrown('NumberFormatException', 'Cannot parse null string');
    return parseNumber(text, 'Integer');
  },
  'toFloat(String)': ([text]: [string | null]) => parseNumber(needed(text, 'String.trim()', 'in'), 'Float'),
  'toBoolean(String)': ([text]: [string | null]) => text?.toLowerCase() === 'true',
  'alphanumerical(String)': ([text]: [string | null]) =>
    needed(text, 'String.replaceAll(String, String)', 'str').replace(/[^A-Za-z0-9]/g, ''),
  'toBase64(String)': ([text]: [string | null]) => encode(needed(text, 'String.getBytes()', 'text')),
  'fromBase64(String)': ([text]: [string | null]) =>
    decode(needed(text, 'String.getBytes(java.nio.charset.Charset)', 'src')),
};

function encode(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Java's basic decoder: no line breaks, padding optional but right when given. */
function decode(text: string): string {
  const illegal = /[^A-Za-z0-9+/=]/.exec(text);
  if (illegal)
    throw thrown(
      'IllegalArgumentException',
      `Illegal base64 character ${illegal[0].charCodeAt(0).toString(16)}`,
    );
  const body = text.replace(/=+$/, '');
  const padding = text.length - body.length;
  if (body.includes('=') || (padding > 0 && text.length % 4 !== 0))
    throw thrown('IllegalArgumentException', 'Input byte array has wrong 4-byte ending unit');
  if (body.length % 4 === 1)
    throw thrown('IllegalArgumentException', 'Last unit does not have enough valid bits');
  const binary = atob(body.padEnd(Math.ceil(body.length / 4) * 4, '='));
  return new TextDecoder().decode(Uint8Array.from(binary, (c) => c.charCodeAt(0)));
}
