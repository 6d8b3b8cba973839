import pg from 'pg';
import type { Logger } from '../logging/logger.ts';

export type Unlisten = () => Promise<void>;
type OnNotify = (payload: string | undefined) => void;

/** One connection for all LISTENs of a process; it comes back by itself and says so. */
export function listenTo(url: string, log: Logger) {
  const channels = new Map<string, Set<OnNotify>>();
  let client: pg.Client | undefined;
  let connecting: Promise<pg.Client> | undefined;
  let closed = false;

  const connect = async (): Promise<pg.Client> => {
    const next = new pg.Client({
      connectionString: url,
      application_name: 'gennaker-listen',
      keepAlive: true,
    });
    const lost = (error?: Error) => {
      if (client !== next) return;
      client = undefined;
      if (closed) return;
      log.warn('Listening connection lost; connecting again', { err: error });
      void reconnect();
    };
    next.on('error', lost);
    next.on('end', () => lost());
    next.on('notification', ({ channel, payload }) => {
      for (const call of channels.get(channel) ?? []) call(payload ?? '');
    });
    await next.connect();
    for (const channel of channels.keys()) await next.query(`listen ${quoted(channel)}`);
    client = next;
    return next;
  };

  const connected = () =>
    client ? Promise.resolve(client) : (connecting ??= connect().finally(() => (connecting = undefined)));

  const reconnect = async () => {
    for (let delay = 50; !closed && !client; delay = Math.min(delay * 2, 1_000)) {
      try {
        await connected();
        for (const calls of channels.values()) for (const call of calls) call(undefined);
      } catch (error) {
        log.debug('Listening connection not back yet', { err: error });
        await new Promise((resolve) => setTimeout(resolve, delay));
      }
    }
  };

  return {
    async listen(channel: string, onNotify: OnNotify): Promise<Unlisten> {
      const calls = channels.get(channel);
      if (calls) calls.add(onNotify);
      else {
        channels.set(channel, new Set([onNotify]));
        await (await connected()).query(`listen ${quoted(channel)}`);
      }
      return () => {
        channels.get(channel)?.delete(onNotify);
        return Promise.resolve();
      };
    },
    async close() {
      closed = true;
      await connecting?.catch(() => undefined); // it failed: then there is nothing to end
      await client?.end();
    },
  };
}

const quoted = (channel: string): string => pg.escapeIdentifier(channel);
