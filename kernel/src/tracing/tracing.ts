import { context, propagation, SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';

const tracer = trace.getTracer('gennaker');

interface SpanOptions {
  attributes?: Attributes;
  /** Headers of a request whose trace goes on here. */
  headers?: Record<string, unknown>;
}

/** Runs `work` in a span; costs next to nothing while tracing is off. */
export function inSpan<T>(
  name: string,
  { attributes = {}, headers }: SpanOptions,
  work: () => Promise<T>,
): Promise<T> {
  const parent = headers ? propagation.extract(context.active(), headers) : context.active();
  return tracer.startActiveSpan(name, { attributes }, parent, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({
        code: SpanStatusCode.ERROR,
        message: error instanceof Error ? error.message : String(error),
      });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The headers that carry the running trace to another service. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}
