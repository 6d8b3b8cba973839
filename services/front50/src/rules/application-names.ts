import { invalid } from '@gennaker/kernel';

interface NameRule {
  pattern: RegExp;
  maxLength: number;
  allowed: string;
}

/** What any name must be, so that it can stand in a URL, a label and a server group's name. */
const ANY: NameRule = {
  pattern: /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/,
  maxLength: 250,
  allowed: 'letters, digits, dots, underscores and hyphens, and must begin with a letter or digit',
};

/** What a name must be for a cloud. Source: the provider packages of Deck, `ApplicationNameValidator`s. */
const BY_PROVIDER: Readonly<Record<string, NameRule>> = {
  local: { pattern: /^[a-zA-Z0-9._]+$/, maxLength: 63, allowed: 'letters, digits, dots and underscores' },
  aws: { pattern: /^[a-zA-Z0-9._]+$/, maxLength: 250, allowed: 'letters, digits, dots and underscores' },
  gce: {
    pattern: /^[a-zA-Z]([a-zA-Z0-9]*)?$/,
    maxLength: 63,
    allowed: 'letters and digits, and must begin with a letter',
  },
  azure: { pattern: /^[a-zA-Z0-9]+$/, maxLength: 250, allowed: 'letters and digits' },
  openstack: {
    pattern: /^[a-zA-Z0-9._]+$/,
    maxLength: 250,
    allowed: 'letters, digits, dots and underscores',
  },
  kubernetes: {
    pattern: /^[a-zA-Z]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/,
    maxLength: 63,
    allowed: 'letters, digits and hyphens, and must begin with a letter and end with a letter or digit',
  },
};

/** Checks the name of a new application. @throws AppError `invalid` naming each rule that is broken */
export function checkApplicationName(name: string, providers: readonly string[]): void {
  const rules: [string, NameRule][] = [['', ANY]];
  for (const provider of providers) {
    const rule = BY_PROVIDER[provider];
    if (rule) rules.push([` (${provider})`, rule]);
  }
  const errors = rules.flatMap(([where, { pattern, maxLength, allowed }]) => [
    ...(pattern.test(name) ? [] : [`name: '${name}' may hold only ${allowed}${where}`]),
    ...(name.length <= maxLength ? [] : [`name: '${name}' is longer than ${maxLength} characters${where}`]),
  ]);
  if (errors.length > 0) throw invalid(`Validation Failed: ${errors.join('; ')}`, { errors });
}
