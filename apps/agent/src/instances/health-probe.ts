import { get } from 'node:http';
import { connect } from 'node:net';
import type { HealthCheck } from '@gennaker/contracts/agent';

/** Undefined when the instance is well, otherwise what it answered, for people. */
export type Fault = string | undefined;

/** Asks an instance once whether it is well. */
export const probe = ({ path, timeoutSeconds }: HealthCheck, port: number): Promise<Fault> =>
  path === undefined ? openPort(port, timeoutSeconds) : answer(path, port, timeoutSeconds);

function answer(path: string, port: number, timeoutSeconds: number): Promise<Fault> {
  const check = `health check GET ${path}`;
  return new Promise((resolve) => {
    const headers = { connection: 'close', 'user-agent': 'gennaker-health' };
    const request = get({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      resolve(status >= 200 && status < 400 ? undefined : `${check} answered ${status}`);
    });
    const timer = setTimeout(() => {
      resolve(`${check} did not answer within ${timeoutSeconds} s`);
      request.destroy();
    }, timeoutSeconds * 1000);
    request.on('error', (error) => resolve(`${check}: ${textOf(error, port)}`));
    request.on('close', () => clearTimeout(timer));
  });
}

function openPort(port: number, timeoutSeconds: number): Promise<Fault> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: timeoutSeconds * 1000 });
    const end = (fault: Fault) => {
      resolve(fault);
      socket.destroy();
    };
    socket.on('connect', () => end(undefined));
    socket.on('timeout', () => end(`port ${port} did not open within ${timeoutSeconds} s`));
    socket.on('error', (error) => end(textOf(error, port)));
  });
}

function textOf(error: NodeJS.ErrnoException, port: number): string {
  return error.code === 'ECONNREFUSED'
    ? `nothing listens on port ${port} (the process must listen on the port in PORT)`
    : error.message;
}
