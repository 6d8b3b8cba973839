import ipaddr from 'ipaddr.js';
import { invalid, type AppError } from '../errors/app-error.ts';

/** Names that mean this machine or this network. Source: orca `UserConfiguredUrlRestrictions`. */
const INNER_DOMAINS = ['localhost', 'spinnaker', 'local', 'localdomain', 'internal'];

/** Hosts and networks that the operator allows in spite of the rules: `build.corp.internal`, `10.1.0.0/16`. */
export interface AddressRules {
  allow: readonly string[];
}

const refused = (url: URL, why: string): AppError =>
  invalid(`The URL ${url.origin} is not allowed: ${why}. An operator can allow it under egress.allow.`);

/** Checks a URL before its host is looked up. @throws AppError `invalid` */
export function checkUrl(url: URL, rules: AddressRules): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw invalid(`The URL ${url.href} is not allowed: only http and https are.`);
  }
  const host = hostOf(url);
  if (rules.allow.includes(host)) return;
  if (ipaddr.isValid(host)) {
    if (!isAllowedAddress(host, rules)) throw refused(url, 'verbatim IP addresses are not allowed');
    return;
  }
  const labels = host.split('.');
  if (INNER_DOMAINS.includes(labels.at(-1) ?? ''))
    throw refused(url, `${host} is a name of the inner network`);
  if (labels.length < 2) throw refused(url, `${host} is not a full host name`);
}

/** Checks an address that a host's name stands for, right before the connection to it. */
export function checkAddress(url: URL, address: string, rules: AddressRules): void {
  const isPublic = ipaddr.process(address).range() === 'unicast';
  if (isPublic || rules.allow.includes(hostOf(url)) || isAllowedAddress(address, rules)) return;
  throw refused(url, `${hostOf(url)} is ${address}, which is not a public address`);
}

const hostOf = (url: URL): string =>
  url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();

function isAllowedAddress(address: string, { allow }: AddressRules): boolean {
  const parsed = ipaddr.process(address);
  return allow.some((entry) => {
    if (entry === address) return true;
    if (!ipaddr.isValidCIDR(entry)) return false;
    const [network, bits] = ipaddr.parseCIDR(entry);
    return network.kind() === parsed.kind() && parsed.match(network, bits);
  });
}
