import { globalUses, type Report } from './global-uses.ts';
import { moduleUses } from './module-uses.ts';
import type { LintContext, Visitor } from './lint-types.ts';

/** What a safe door replaces. */
export interface Door {
  /** Says what to use instead. */
  message: string;
  /** Modules that go around the door: all of one, or these names of it. Types may always be imported. */
  modules?: Record<string, 'all' | string[]>;
  /** Global names that go around it. */
  globals?: string[];
  /** Members of global names that go around it, `process.env` for example. */
  members?: Record<string, string[]>;
  /** Forbids `Date()` and `new Date()`, which read the machine's clock. */
  emptyDates?: boolean;
}

/** Makes a rule of the linter from a door. */
export function defineDoor(door: Door) {
  return {
    meta: { docs: { description: door.message } },
    create(context: LintContext): Visitor {
      const report: Report = (node) => context.report({ node, message: door.message });
      return { ...moduleUses(door, report), ...globalUses(door, context, report) };
    },
  };
}
