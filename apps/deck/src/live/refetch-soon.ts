import type { QueryClient, QueryKey } from '@tanstack/react-query';

const waiting = new Map<string, ReturnType<typeof setTimeout>>();

/**
 * Reads a query anew, at most once in `everyMs`, for what the stream does not carry (contexts, outputs).
 * The first change is answered after a moment, those that follow are gathered.
 */
export function refetchSoon(client: QueryClient, queryKey: QueryKey, everyMs = 800): void {
  const name = JSON.stringify(queryKey);
  if (waiting.has(name)) return;
  const timer = setTimeout(() => {
    waiting.delete(name);
    void client.invalidateQueries({ queryKey });
  }, everyMs);
  waiting.set(name, timer);
}
