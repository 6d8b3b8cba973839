import { invalid } from '@gennaker/kernel';

/** The parts of a name; a part that is missing or empty is absent. */
export interface NameParts {
  app?: string;
  stack?: string;
  detail?: string;
  cluster?: string;
  sequence?: number;
}

const CHARS = 'a-zA-Z0-9._';
const DETAIL_CHARS = `-${CHARS}~^`;
const PUSH = new RegExp(`^([${DETAIL_CHARS}]*)-v([0-9]{3,6})$`);
const NAME = new RegExp(`^([${CHARS}]+)(?:-([${CHARS}]*)(?:-([${DETAIL_CHARS.replace('^', '\\^')}]*))?)?$`);

/**
 * Takes a name apart: `app[-stack[-detail]][-v001]`. One that does not match has no parts at all.
 * Source: frigga 0.28.0 `Names`.
 */
export function parseName(name: string): NameParts {
  const [, pushed, sequence] = PUSH.exec(name) ?? [];
  const cluster = pushed ?? name;
  const [, app, stack, detail] = NAME.exec(cluster) ?? [];
  if (app === undefined) return {};
  return {
    app,
    ...(stack ? { stack } : {}),
    ...(detail ? { detail } : {}),
    cluster,
    ...(sequence === undefined ? {} : { sequence: Number(sequence) }),
  };
}

const PART = new RegExp(`^[${CHARS}]*$`);
const DETAIL_PART = new RegExp(`^[${DETAIL_CHARS.replace('^', '\\^')}]*$`);

/**
 * The cluster of an application's stack and detail: `app-stack-detail`, `app--detail`, `app-stack` or `app`.
 * @throws AppError `invalid` naming the part that holds characters it may not
 * Source: frigga `NameBuilder#combineAppStackDetail`.
 */
export function clusterName({
  app,
  stack,
  detail,
}: {
  app: string;
  stack?: string | null | undefined;
  detail?: string | null | undefined;
}): string {
  if (!PART.test(app) || app === '')
    throw invalid(`Invalid appName '${app}': use letters, digits, '.' and '_' only.`);
  if (!PART.test(stack ?? ''))
    throw invalid(`Invalid stack '${stack}': use letters, digits, '.' and '_' only.`);
  if (!DETAIL_PART.test(detail ?? '')) {
    throw invalid(`Invalid detail '${detail}': use letters, digits, '.', '_', '-', '~' and '^' only.`);
  }
  if (detail) return `${app}-${stack ?? ''}-${detail}`;
  return stack ? `${app}-${stack}` : app;
}
