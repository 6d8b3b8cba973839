import { ExpressionError } from '../failure.ts';
import { parseTemplate, type Part } from './template.ts';

const MAX_ENTRIES = 2_000;
const MAX_CHARACTERS = 2_000_000;

type Parsed = { parts: Part[] } | { error: ExpressionError };

const cache = new Map<string, Parsed>();
let characters = 0;

/** Parses a template once; the templates used longest ago are forgotten first. */
export function parsedTemplate(template: string, maxExpressionLength: number): Part[] {
  const key = `${maxExpressionLength}:${template}`;
  let parsed = cache.get(key);
  if (parsed) cache.delete(key);
  else {
    parsed = tryParse(template, maxExpressionLength);
    characters += key.length;
  }
  cache.set(key, parsed);
  for (const oldest of cache.keys()) {
    if (cache.size <= MAX_ENTRIES && characters <= MAX_CHARACTERS) break;
    cache.delete(oldest);
    characters -= oldest.length;
  }
  if ('error' in parsed) throw parsed.error;
  return parsed.parts;
}

function tryParse(template: string, maxExpressionLength: number): Parsed {
  try {
    return { parts: parseTemplate(template, maxExpressionLength) };
  } catch (error) {
    if (error instanceof ExpressionError) return { error };
    throw error;
  }
}
