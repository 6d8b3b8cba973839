export interface Answer {
  status: number;
  type: string;
  headers: Headers;
  /** Parsed when it is JSON, else the text. */
  body: unknown;
  text: string;
}

export interface Call {
  method?: string;
  path: string;
  /** Sent as JSON; a text as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** A call as it goes over the wire, without the typed client. */
export async function call(
  base: string,
  { method = 'GET', path, body, headers = {} }: Call,
): Promise<Answer> {
  const content = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${base}${path}`, {
    method,
    headers: { ...(content === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    redirect: 'manual',
    ...(content === undefined ? {} : { body: content }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  const parsed: unknown = type.includes('json') && text !== '' ? JSON.parse(text) : text;
  return { status: response.status, type, headers: response.headers, body: parsed, text };
}

/** What an error body says to a person. */
export const messageIn = ({ body }: Answer): string => {
  const { message, detail } = (body ?? {}) as { message?: string; detail?: string };
  return message ?? detail ?? '';
};
