import { randomInt } from 'node:crypto';

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** `shop-prod-v003-k7x2p`: the server group and five letters that no instance of it has. */
export function newInstanceId(serverGroup: string, isTaken: (id: string) => boolean): string {
  for (;;) {
    const suffix = Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    const id = `${serverGroup}-${suffix}`;
    if (!isTaken(id)) return id;
  }
}
