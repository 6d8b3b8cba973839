import { expect, test } from 'vitest';
import { lostDatabase } from './lost-database.ts';

const fault = (message: string, more: object = {}) => Object.assign(new Error(message), more);

test.each([
  ['refused', fault('connect ECONNREFUSED', { code: 'ECONNREFUSED', syscall: 'connect' })],
  ['no socket', fault('connect ENOENT', { code: 'ENOENT', syscall: 'connect' })],
  ['broken off', fault('Connection terminated unexpectedly')],
  ['no connection in time', fault('timeout exceeded when trying to connect')],
  ['shut down by its operator', fault('terminating connection', { code: '57P01' })],
  ['starting', fault('the database system is starting up', { code: '57P03' })],
  ['full', fault('sorry, too many clients already', { code: '53300' })],
])('a database that is away for a moment may be asked again: %s', (_, error) => {
  expect(lostDatabase(error)).toMatchObject({ code: 'unavailable', retryable: true });
});

test.each([
  ['a doubled key', fault('duplicate key', { code: '23505' })],
  ['a file that is missing', fault('open ENOENT', { code: 'ENOENT', syscall: 'open' })],
  ['a bug', new TypeError('x is not a function')],
  ['no error', 'text'],
])('everything else is what it is: %s', (_, error) => {
  expect(lostDatabase(error)).toBeUndefined();
});
