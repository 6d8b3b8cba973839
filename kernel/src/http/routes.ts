import { isContractProcedure, type AnyContractRouter } from '@orpc/contract';

interface Route {
  method: string;
  pattern: RegExp;
}

/** All routes of a contract, for telling «no such path» from «not with this method». */
export function routesOf(contract: AnyContractRouter): Route[] {
  if (isContractProcedure(contract)) {
    const { method = 'POST', path = '/' } = contract['~orpc'].route;
    return [{ method, pattern: patternOf(path) }];
  }
  return Object.values(contract).flatMap((inner) => routesOf(inner as AnyContractRouter));
}

function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.*?^$()|[\]\\]/g, '\\$&');
  const source = escaped.replace(/\{\+[^}]+\}/g, '.+').replace(/\{[^}]+\}/g, '[^/]+');
  return new RegExp(`^${source}/?$`);
}

/** The methods that a path answers to. */
export function allowedMethods(routes: Route[], pathname: string): string[] {
  return [...new Set(routes.filter(({ pattern }) => pattern.test(pathname)).map(({ method }) => method))];
}
