export { startTestServer, testDatabase } from './sql/test-database.ts';
