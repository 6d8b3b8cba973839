import type { Door } from './define-door.ts';
import type { LintContext, Node, Visitor } from './lint-types.ts';

export type Report = (node: Node) => void;

const GLOBAL_OBJECTS = ['globalThis', 'global', 'window'];
const TYPE_POSITIONS = [
  'TSTypeReference',
  'TSTypeQuery',
  'TSQualifiedName',
  'TSClassImplements',
  'TSInterfaceHeritage',
];

/** Finds uses of the door's globals and of their members. A local variable of the same name is none. */
export function globalUses(door: Door, { sourceCode }: LintContext, report: Report): Visitor {
  const { globals = [], members = {}, emptyDates = false } = door;
  const isGlobal = (node: Node | null | undefined, names: string[]) =>
    node?.type === 'Identifier' && names.includes(node.name ?? '') && sourceCode.isGlobalReference(node);

  /** The global's name: `process` for `process` and for `globalThis.process`. */
  const globalName = (node: Node | null | undefined): string | undefined => {
    if (isGlobal(node, Object.keys(members))) return node?.name;
    return isGlobal(node?.object, GLOBAL_OBJECTS) ? memberName(node!) : undefined;
  };

  return {
    Identifier(node) {
      if (isGlobal(node, globals) && !TYPE_POSITIONS.includes(node.parent?.type ?? '')) report(node);
    },
    MemberExpression(node) {
      if (isGlobal(node.object, GLOBAL_OBJECTS) && globals.includes(memberName(node))) return report(node);
      if (members[globalName(node.object) ?? '']?.includes(memberName(node))) report(node);
    },
    VariableDeclarator({ id, init }) {
      const names = members[globalName(init) ?? ''];
      const taken = id?.type === 'ObjectPattern' ? (id.properties ?? []) : [];
      for (const property of taken) if (names?.includes(property.key?.name ?? '')) report(property);
    },
    NewExpression(node) {
      if (emptyDates && isGlobal(node.callee, ['Date']) && node.arguments?.length === 0) report(node);
    },
    'CallExpression:exit'(node) {
      if (emptyDates && isGlobal(node.callee, ['Date'])) report(node);
    },
  };
}

function memberName({ computed, property }: Node): string {
  return String(computed ? property?.value : property?.name);
}
