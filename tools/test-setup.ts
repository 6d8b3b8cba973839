import { startTestServer } from '@gennaker/kernel/testing';

/** One PostgreSQL for the whole test run. */
export const setup = (): Promise<() => Promise<void>> => startTestServer();
