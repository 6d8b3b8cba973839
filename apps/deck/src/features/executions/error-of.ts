import type { PipelineExecution, StageExecution } from '@gennaker/contracts/orca';
import { leafOf } from './stages.ts';

interface Details {
  error?: unknown;
  errors?: unknown;
  stackTrace?: unknown;
}

/** The words of the leaf cause of a failed stage, one for each; empty when it says nothing. */
export function errorOf(execution: PipelineExecution, stage: StageExecution): string[] {
  const leaf = leafOf(execution, stage);
  const own = messagesOf(leaf);
  return own.length > 0 || leaf === stage ? own : messagesOf(stage);
}

function messagesOf({ context, tasks }: StageExecution): string[] {
  const sources = [
    (context['exception'] as { details?: Details } | undefined)?.details,
    ...tasks.map(
      ({ taskExceptionDetails }) =>
        (taskExceptionDetails?.['exception'] as { details?: Details } | undefined)?.details,
    ),
  ];
  const messages = sources.flatMap((details) => [...[details?.errors ?? []].flat(), details?.error]);
  const failure = context['failureMessage'];
  const texts = [...messages, failure].filter(
    (text): text is string => typeof text === 'string' && text !== '',
  );
  const generic = (text: string) => /^(unexpected task failure|internal server error)$/i.test(text);
  const telling = texts.filter((text) => !generic(text));
  return [...new Set(telling.length > 0 ? telling : texts)];
}
