/** The part of the linter's syntax tree (ESTree with TypeScript) that our rules look at. */
export interface Node {
  type: string;
  parent?: Node;
  name?: string;
  value?: unknown;
  computed?: boolean;
  importKind?: 'type' | 'value';
  exportKind?: 'type' | 'value';
  source?: Node | null;
  specifiers?: Node[];
  imported?: Node;
  local?: Node;
  callee?: Node;
  arguments?: Node[];
  object?: Node;
  property?: Node;
  properties?: Node[];
  key?: Node;
  id?: Node;
  init?: Node | null;
}

export interface LintContext {
  report(fault: { node: Node; message: string }): void;
  sourceCode: { isGlobalReference(node: Node): boolean };
}

export type Visitor = Record<string, (node: Node) => void>;
