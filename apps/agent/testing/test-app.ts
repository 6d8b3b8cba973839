import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A small HTTP application whose behaviour comes from its environment. */
const SERVER = `
const { createServer } = require('node:http');
const { createHash } = require('node:crypto');
const version = process.env.VERSION;
console.log('starting', version);
if (process.env.CRASH) { console.error(process.env.CRASH); process.exit(Number(process.env.CRASH_CODE || 1)); }
const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://x');
  if (url.pathname === '/health') { response.statusCode = Number(process.env.HEALTH || 200); return response.end(); }
  if (url.pathname === '/slow') return setTimeout(() => response.end('slow ' + version), Number(url.searchParams.get('ms')));
  if (url.pathname === '/die') return process.exit(7);
  if (url.pathname === '/reset') return request.socket.destroy();
  if (url.pathname === '/env') return response.end(JSON.stringify({ ...process.env, cwd: process.cwd() }));
  if (url.pathname === '/log') { process.stdout.write('x'.repeat(Number(url.searchParams.get('bytes'))) + '\\n'); return response.end(); }
  if (url.pathname === '/fail') { response.statusCode = 500; return response.end('broken'); }
  if (url.pathname === '/stream') {
    let n = 0;
    const timer = setInterval(() => { response.write('part ' + ++n + '\\n'); if (n === 3) { clearInterval(timer); response.end(); } }, 60);
    return;
  }
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    response.setHeader('x-instance', process.env.GENNAKER_INSTANCE);
    response.end(version + ' ' + request.method + ' ' + request.url + ' ' + Buffer.concat(chunks).toString());
  });
});
server.on('upgrade', (request, socket) => {
  const accept = createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
  socket.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: ' + accept + '\\r\\n\\r\\n');
  const text = 'hello from ' + version;
  socket.write(Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)]));
  socket.on('data', () => socket.end());
  socket.on('error', () => {});
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => { console.log('asked to end'); server.close(() => process.exit(0)); server.closeIdleConnections(); });
`;

/** Puts the application into a folder. @returns its reference */
export function writeTestApp(folder: string, name = 'app'): string {
  const at = join(folder, name);
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'server.js'), SERVER);
  return `file://${at}`;
}
