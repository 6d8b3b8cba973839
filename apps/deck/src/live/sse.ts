/** One server-sent event. */
export interface ServerSentEvent {
  id?: string;
  data: string;
}

/**
 * Reads server-sent events from chunks of text as they arrive: a chunk may end anywhere.
 *
 * @returns a function that takes the next chunk and answers the events that it completes
 */
export function sseParser(): (chunk: string) => ServerSentEvent[] {
  let rest = '';
  return (chunk) => {
    const blocks = (rest + chunk).replaceAll('\r\n', '\n').split('\n\n');
    rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => eventOf(block) ?? []);
  };
}

function eventOf(block: string): ServerSentEvent | undefined {
  let id: string | undefined;
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    const value = line.slice(colon + 1).replace(/^ /, '');
    if (line.startsWith('data:')) data.push(value);
    else if (line.startsWith('id:')) id = value;
  }
  return data.length > 0 ? { id, data: data.join('\n') } : undefined;
}
