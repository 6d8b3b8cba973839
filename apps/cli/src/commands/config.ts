import { dumpYaml } from '@gennaker/kernel';
import { configFileOf, portOf, SERVICES } from '@gennaker/server';
import { configOf, type CommonOptions } from '../context.ts';
import { say, sayJson, styled } from '../terminal.ts';
import { environment } from '../environment.ts';

/** Prints what is in force; secrets print themselves masked. */
export function configCommand(options: CommonOptions & { json?: boolean }): void {
  const config = configOf(options);
  if (options.json) return sayJson(config);
  say(styled('dim', `# from ${options.config ?? configFileOf(environment)} and the environment`));
  say(dumpYaml(config).trimEnd());
  if (config.portOffset === 0) return;
  const ports = SERVICES.map((name) => `${name} ${portOf(config, name)}`).join(', ');
  say(styled('dim', `# with portOffset: ${ports}`));
}
