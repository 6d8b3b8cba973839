import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { invalid } from '../errors/app-error.ts';

export interface LoadedYaml {
  /** Plain JSON: objects, arrays, texts, numbers, booleans, null. */
  value: unknown;
  /** The line (from 1) where a path stands, or the nearest thing above it. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Alias expansions allowed in a document; a bomb of nested aliases needs far more. */
const MAX_ALIASES = 100;

/**
 * The one way to read YAML: one document, JSON's types only (YAML 1.2 core: no dates, no custom tags), unique keys.
 *
 * @throws AppError `invalid` with all faults, each with its line
 */
export function loadYaml(text: string, name = 'the YAML text'): LoadedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'core',
    uniqueKeys: true,
    lineCounter: lines,
    prettyErrors: false,
    strict: true,
  });
  const faults = [...document.errors, ...document.warnings].map(
    (fault) => `${name}:${lines.linePos(fault.pos[0]).line}: ${fault.message}`,
  );
  if (faults.length > 0) throw invalid(faults.join('\n'), { errors: faults });
  return {
    value: document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown,
    lineOf: (path) => lineOf(document, lines, path),
  };
}

function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
