import type { Node } from './syntax/node.ts';
import { isMap } from './values/collection.ts';
import type { JavaMap, Value } from './values/value.ts';

/** The name in `known` nearest to `name`, when it is near enough to be a slip. */
function nearest(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase().slice(0, 60);
  const most = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | undefined;
  let bestDistance = most + 1;
  let looked = 0;
  for (const candidate of known) {
    if (++looked > 500) break;
    if (candidate === name || Math.abs(candidate.length - wanted.length) > most || candidate.length > 60)
      continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** `did you mean x?`, or undefined. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const candidate = nearest(name, known);
  return candidate === undefined ? undefined : `did you mean ${candidate}?`;
}

/** Insertions, deletions, changes and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? (before[j - 2] ?? 0) + 1
          : Infinity;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + change, swapped));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}

/** Follows the names of a navigation through maps; for the first that is missing, the nearest that exists. */
export function missingNameHint(node: Node, root: JavaMap): string | undefined {
  let at: Value = root;
  for (const step of node.type === 'compound' ? node.steps : [node]) {
    if (step.type !== 'property' || !isMap(at)) return undefined;
    if (!at.has(step.name) && at.get(step.name) === null) {
      return didYouMean(
        step.name,
        at.keys().filter((key) => typeof key === 'string'),
      );
    }
    at = at.get(step.name);
  }
  return undefined;
}
