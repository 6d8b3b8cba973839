import type { Migration } from '@gennaker/kernel';
import { executions } from './0001-executions.ts';

export const SCHEMA = 'orca';

/** In order; once released, never changed. */
export const migrations: readonly Migration[] = [{ name: '0001-executions', sql: executions }];
