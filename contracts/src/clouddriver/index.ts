import { credentials, infrastructure } from './infrastructure.ts';
import { operations } from './operations.ts';

export * from './models.ts';

/** Clouddriver's contract: every change to a cloud, and the index of what is deployed. */
export const clouddriver = { operations, infrastructure, credentials };
