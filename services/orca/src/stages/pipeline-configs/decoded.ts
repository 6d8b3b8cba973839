import { invalid } from '@gennaker/kernel';
import { z } from 'zod';

/** What clients send as base64 of JSON; plain JSON is taken too. @throws AppError `invalid` */
export function decoded(value: unknown, field: string): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(Buffer.from(value, 'base64').toString('utf8')) as unknown;
  } catch (error) {
    throw invalid(`${field}: is not base64 of JSON`, { cause: error });
  }
}

const Object_ = z.record(z.string(), z.unknown());

/** An object that clients send as base64. @throws AppError `invalid` */
export function decodedObject(value: unknown, field: string): Record<string, unknown> {
  const parsed = Object_.safeParse(decoded(value, field));
  if (!parsed.success) throw invalid(`${field}: must be an object, or base64 of one`);
  return parsed.data;
}
