import { thrown } from '../failure.ts';
import type { JavaList } from '../values/collection.ts';
import { int, long, type Num } from '../values/number.ts';
import { JavaObject } from '../values/value.ts';
import { md5 } from './md5.ts';
import { objectMethods } from './object.ts';
import type { TypeTable } from './type.ts';

/** `data` is the text with hyphens. */
type UuidObject = { data: string };

const uuid = (text: string) => new JavaObject('UUID', text);
const hyphenated = (hex: string) =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
const half = (text: string, from: number) =>
  BigInt.asIntN(64, BigInt(`0x${text.replaceAll('-', '').slice(from, from + 16)}`));

function fromText(text: string | null): JavaObject {
  const parts = text?.split('-') ?? [];
  if (parts.length !== 5 || parts.some((part) => !/^[0-9a-fA-F]{1,16}$/.test(part)))
    throw thrown('IllegalArgumentException', `Invalid UUID string: ${text}`);
  const widths = [8, 4, 4, 4, 12];
  return uuid(
    parts
      .map((part, i) =>
        part
          .toLowerCase()
          .padStart(widths[i] ?? 0, '0')
          .slice(-(widths[i] ?? 0)),
      )
      .join('-'),
  );
}

function fromName(bytes: JavaList): JavaObject {
  const digest = md5(Uint8Array.from(bytes.items, (byte) => Number((byte as Num).value) & 255));
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x30;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  return uuid(hyphenated([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')));
}

/** `java.util.UUID`. */
export const uuidType: TypeTable = {
  name: 'UUID',
  nameable: true,
  convertsToText: true,
  methods: {
    ...objectMethods,
    'version()': ({ data }: UuidObject) => int(Number.parseInt(data.charAt(14), 16)),
    'getMostSignificantBits()': ({ data }: UuidObject) => long(half(data, 0)),
    'getLeastSignificantBits()': ({ data }: UuidObject) => long(half(data, 16)),
    'compareTo(UUID)': ({ data }: UuidObject, [other]: [UuidObject]) =>
      int(data < other.data ? -1 : data > other.data ? 1 : 0),
  },
  statics: {
    'randomUUID()': (_: null, _args: [], { randomUuid }) => uuid(randomUuid()),
    'fromString(String)': (_: null, [text]: [string | null]) => fromText(text),
    'nameUUIDFromBytes(byte[])': (_: null, [bytes]: [JavaList]) => fromName(bytes),
  },
  print: ({ data }) => data as string,
  compare: (left, right) =>
    (left.data as string) < (right.data as string) ? -1 : left.data === right.data ? 0 : 1,
};

/** `java.net.URLEncoder`, in UTF-8. */
export const urlEncoderType: TypeTable = {
  name: 'URLEncoder',
  nameable: true,
  statics: {
    'encode(String)': (_: null, [text]: [string | null]) => encode(text),
    'encode(String,String)': (_: null, [text, charset]: [string | null, string | null]) => {
      if (!/^utf-?8$/i.test(charset ?? ''))
        throw thrown('UnsupportedEncodingException', `${charset}: only UTF-8 is supported`);
      return encode(text);
    },
  },
};

function encode(text: string | null): string {
  if (text === null) throw thrown('NullPointerException', 'null');
  return encodeURIComponent(text.toWellFormed())
    .replace(/%20/g, '+')
    .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
