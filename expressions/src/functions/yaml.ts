import { parseAllDocuments, type Tags } from 'yaml';
import { thrown } from '../failure.ts';
import type { Budget } from '../limits.ts';
import { JavaList } from '../values/collection.ts';
import { fromJson } from '../values/json.ts';
import { double } from '../values/number.ts';
import { JavaObject, type Value } from '../values/value.ts';

const MAX_ALIASES = 50;

/** SnakeYAML reads `y` and `n` as texts, though YAML 1.1 calls them booleans. */
const customTags = (tags: Tags): Tags =>
  tags.map((tag) =>
    typeof tag === 'object' && tag.tag === 'tag:yaml.org,2002:bool' && 'test' in tag && tag.test
      ? {
          ...tag,
          test: tag.test.test('yes')
            ? /^(?:[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/
            : /^(?:[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
        }
      : tag,
  );

/**
 * Reads YAML 1.1 as SnakeYAML's safe constructor does: `yes`, `012`, `1:30` and dates have their types.
 * @throws ExpressionError ParserException, ConstructorException, ComposerException
 */
export function readYaml(text: string, all: boolean, budget: Budget): Value {
  budget.step(text.length >> 1);
  const documents = parseAllDocuments(text, {
    version: '1.1',
    uniqueKeys: false,
    intAsBigInt: true,
    merge: true,
    logLevel: 'silent',
    customTags,
  });
  if (!Array.isArray(documents) || documents.length === 0) return all ? new JavaList([]) : null;
  for (const document of documents) {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem)
      throw thrown(
        problem.code === 'TAG_RESOLVE_FAILED' ? 'ConstructorException' : 'ParserException',
        problem.message,
      );
  }
  if (!all && documents.length > 1)
    throw thrown('ComposerException', 'expected a single document in the stream: use #readAllYaml');
  const values = documents.map((document) => {
    try {
      return fromYaml(document.toJS({ maxAliasCount: MAX_ALIASES, mapAsMap: false }));
    } catch (error) {
      throw thrown('ComposerException', error instanceof Error ? error.message : String(error));
    }
  });
  return all ? new JavaList(values) : (values[0] ?? null);
}

function fromYaml(value: unknown): Value {
  return fromJson(typed(value));
}

/** Dates become `Date`; numbers with a fraction stay doubles even when whole. */
function typed(value: unknown): unknown {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return double(value);
  if (value instanceof Date) return new JavaObject('Date', value.getTime());
  if (value instanceof Set) return new JavaList([...value].map(fromYaml), { kind: 'Set' });
  if (Array.isArray(value)) return value.map(typed);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, entry]) => [String(key), typed(entry)]));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, typed(entry)]));
  return value;
}
