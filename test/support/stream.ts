export interface StreamedEvent {
  id?: string;
  data: Record<string, unknown>;
}

export interface OpenStream {
  readonly events: StreamedEvent[];
  /** The last status of an execution that the stream has told. */
  statusOf(executionId: string): string | undefined;
  close(): void;
}

/** Reads server-sent events off the wire, as a browser does. */
export async function openStream(url: string, lastEventId?: string): Promise<OpenStream> {
  const abort = new AbortController();
  const response = await fetch(url, {
    signal: abort.signal,
    headers: {
      accept: 'text/event-stream',
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
  });
  if (!response.ok || !response.body) throw new Error(`The stream ${url} answered ${response.status}`);
  const events: StreamedEvent[] = [];
  void read(response.body, (event) => events.push(event)).catch((error: unknown) => {
    if (!abort.signal.aborted) events.push({ data: { kind: 'broken', error: String(error) } });
  });
  return {
    events,
    statusOf: (executionId) => {
      const told = events.filter(({ data }) => data['kind'] === 'execution' && data['id'] === executionId);
      return (told.at(-1)?.data['value'] as { status?: string } | undefined)?.status;
    },
    close: () => abort.abort(),
  };
}

async function read(body: ReadableStream<Uint8Array>, take: (event: StreamedEvent) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = block.split('\n').map((line) => line.split(/: ?(.*)/s, 2) as [string, string]);
      const valueOf = (name: string) => fields.find(([field]) => field === name)?.[1];
      const data = valueOf('data');
      const id = valueOf('id');
      if (data !== undefined && data !== '') {
        take({ data: JSON.parse(data) as Record<string, unknown>, ...(id === undefined ? {} : { id }) });
      }
    }
  }
}
