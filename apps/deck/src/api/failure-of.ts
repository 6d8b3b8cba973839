/** What went wrong, for people: what happened, and what can be done. */
export interface FailureWords {
  message: string;
  status?: number;
  /** One for each faulty field of a request. */
  errors: string[];
}

interface ErrorBody {
  message?: string;
  detail?: string;
  status?: number;
  errors?: string[];
}

/** Reads the words of a failed request; Gate's own words when it answered. */
export function failureOf(error: unknown): FailureWords {
  const { data, status, message } = (error ?? {}) as {
    data?: { body?: ErrorBody } & ErrorBody;
    status?: number;
    message?: string;
  };
  const body = data?.body ?? data;
  if (body?.message ?? body?.detail)
    return {
      message: (body.message ?? body.detail)!,
      status: body.status ?? status,
      errors: body.errors ?? [],
    };
  if (error instanceof TypeError)
    return {
      message: 'The platform does not answer. It may be stopped, or the network is down.',
      errors: [],
    };
  return { message: message ?? String(error), status, errors: [] };
}
