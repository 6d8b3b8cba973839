import type { Door } from './define-door.ts';
import type { Report } from './global-uses.ts';
import type { Node, Visitor } from './lint-types.ts';

/** Finds every way of loading one of the door's modules: import, re-export, `import()`, `require` and its like. */
export function moduleUses({ modules = {} }: Door, report: Report): Visitor {
  const forbidden = new Map(Object.entries(modules).map(([name, names]) => [withoutPrefix(name), names]));

  const namesOf = (source: Node | null | undefined) => {
    if (typeof source?.value !== 'string') return undefined;
    const specifier = withoutPrefix(source.value);
    return forbidden.get(specifier) ?? forbidden.get(specifier.split('/')[0]!);
  };
  const whole = (node: Node, source: Node | null | undefined) => {
    if (namesOf(source)) report(node);
  };
  const named = (node: Node) => {
    const names = namesOf(node.source);
    if (!names || node.importKind === 'type' || node.exportKind === 'type') return;
    if (names === 'all' && node.specifiers?.length === 0) report(node);
    for (const specifier of node.specifiers ?? []) {
      if (specifier.importKind === 'type' || specifier.exportKind === 'type') continue;
      if (names === 'all' || names.includes(importedName(specifier))) report(specifier);
    }
  };

  return {
    ImportDeclaration: named,
    ExportNamedDeclaration: named,
    ExportAllDeclaration: (node) => node.exportKind !== 'type' && whole(node, node.source),
    ImportExpression: (node) => whole(node, node.source),
    CallExpression(node) {
      const callee = node.callee?.property?.name ?? node.callee?.name;
      if (callee === 'require' || callee === 'getBuiltinModule') whole(node, node.arguments?.[0]);
    },
  };
}

/** A namespace import brings every name, the default export's among them. */
function importedName({ type, imported, local }: Node): string {
  if (type === 'ImportDefaultSpecifier' || type === 'ImportNamespaceSpecifier') return 'default';
  const name = imported ?? local;
  return name?.name ?? String(name?.value);
}

const withoutPrefix = (specifier: string) => specifier.replace(/^node:/, '');
