/** The sample application that `npx gennaker demo` creates, and its parts. */
export const SAMPLE = 'storefront';
export const PIPELINE = 'Ship';
export const BALANCERS = { test: 'storefront-test', prod: 'storefront-prod' } as const;
export const VERSIONS = ['1', '2', '3', '4'] as const;
export type Version = (typeof VERSIONS)[number];

/** What is meant to come of a version: 1 and 2 are good, 3 never becomes healthy, 4 fails at the checkout. */
export const rollsBack = (version: Version): boolean => version === '3' || version === '4';
