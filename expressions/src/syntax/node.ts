import type { Value } from '../values/value.ts';

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'and'
  | 'or'
  | 'instanceof'
  | 'matches'
  | 'between';

/** A parsed expression; `at` is where the node starts in the expression's text. */
export type Node =
  | { type: 'literal'; at: number; value: Value; text: string }
  | { type: 'property'; at: number; name: string; safe: boolean }
  | { type: 'method'; at: number; name: string; args: Node[]; safe: boolean }
  | { type: 'index'; at: number; index: Node }
  | { type: 'projection'; at: number; each: Node; safe: boolean }
  | { type: 'selection'; at: number; which: 'all' | 'first' | 'last'; criterion: Node; safe: boolean }
  | { type: 'variable'; at: number; name: string }
  | { type: 'function'; at: number; name: string; args: Node[] }
  | { type: 'typeRef'; at: number; name: string; dimensions: number }
  | { type: 'construct'; at: number; name: string; args: Node[] }
  | { type: 'array'; at: number; name: string; dimensions: (Node | null)[]; items: Node | null }
  | { type: 'bean'; at: number; name: string }
  | { type: 'list'; at: number; items: Node[]; constant: boolean }
  | { type: 'map'; at: number; entries: [Node, Node][]; constant: boolean }
  | { type: 'compound'; at: number; steps: Node[] }
  | { type: 'unary'; at: number; operator: '+' | '-' | 'not'; operand: Node }
  | { type: 'step'; at: number; operator: '++' | '--'; operand: Node; postfix: boolean }
  | { type: 'binary'; at: number; operator: BinaryOperator; left: Node; right: Node }
  | { type: 'ternary'; at: number; condition: Node; yes: Node; no: Node }
  | { type: 'elvis'; at: number; value: Node; fallback: Node }
  | { type: 'assign'; at: number; target: Node; value: Node };
