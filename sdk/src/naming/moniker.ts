import type { Moniker } from '@gennaker/contracts/clouddriver';
import { parseName } from './frigga.ts';

/** The moniker of a name; absent when the name does not parse. Source: clouddriver `FriggaReflectiveNamer`. */
export function monikerOf(name: string): Moniker | undefined {
  const { app, ...parts } = parseName(name);
  return app === undefined ? undefined : { app, ...parts };
}
