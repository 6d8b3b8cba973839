import { invalid } from '@gennaker/kernel';
import type { StageDefinition } from '@gennaker/sdk';
import type { Definitions } from './deps.ts';

/** Stage types by their word; an `alias` in the context decides before the type. Source: `DefaultStageDefinitionBuilderFactory`. */
export function stageDefinitions(list: readonly StageDefinition[]): Definitions {
  const byType = new Map(list.map((definition) => [definition.type, definition]));
  return {
    get({ type, context }) {
      const alias = typeof context['alias'] === 'string' ? context['alias'] : undefined;
      const definition = byType.get(alias ?? type);
      if (definition) return definition;
      const known = [...byType.keys()].toSorted().join(', ');
      throw invalid(
        `No StageDefinitionBuilder implementation for ${type}(alias: ${alias ?? 'null'}) found, ` +
          `only the following builders are registered: ${known}`,
      );
    },
  };
}
