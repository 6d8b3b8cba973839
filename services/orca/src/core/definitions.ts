import type { Context } from '@gennaker/contracts/orca';
import { invalid } from '@gennaker/kernel';
import type { StageDefinition } from '@gennaker/sdk';
import type { Definitions } from './deps.ts';

const aliasOf = ({ alias }: Context): string | undefined => (typeof alias === 'string' ? alias : undefined);

/** Stage types by their word; an `alias` in the context decides before the type. Source: `DefaultStageDefinitionBuilderFactory`. */
export function stageDefinitions(list: readonly StageDefinition[]): Definitions {
  const byType = new Map(list.map((definition) => [definition.type, definition]));
  const find: Definitions['find'] = ({ type, context }) => byType.get(aliasOf(context) ?? type);
  return {
    find,
    get(stage) {
      const definition = find(stage);
      if (definition) return definition;
      const { type, context } = stage;
      const known = [...byType.keys()].toSorted().join(', ');
      throw invalid(
        `No StageDefinitionBuilder implementation for ${type}(alias: ${aliasOf(context) ?? 'null'}) found, ` +
          `only the following builders are registered: ${known}`,
      );
    },
  };
}
