import { createHash } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_LENGTH = 10;
const LENGTH = 26;

/**
 * The id that a key stands for, in the form of a ULID: the same key and time give the same id, so what
 * is made under it is made once.
 *
 * @param time epoch ms; the id sorts by it. Must be the same in every attempt, so not the present moment
 */
export function idFromKey(key: string, time: number): string {
  let id = '';
  for (let rest = Math.max(0, Math.floor(time)); id.length < TIME_LENGTH; rest = Math.floor(rest / 32))
    id = ALPHABET.charAt(rest % 32) + id;
  const bytes = createHash('sha256').update(key).digest();
  for (const byte of bytes.subarray(0, LENGTH - TIME_LENGTH)) id += ALPHABET.charAt(byte % 32);
  return id;
}
