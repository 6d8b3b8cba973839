// Storefront, version 4: healthy and nice to look at, but nobody can pay.
import { createServer } from 'node:http';

const version = 4;
const { PORT = '8000' } = process.env;

const answers = {
  '/': () => [200, `<!doctype html><title>Storefront</title><h1>Storefront ${version}</h1>`],
  '/health': () => [200, JSON.stringify({ status: 'UP', version })],
  '/products': () => [200, '[]'],
  '/checkout': () => {
    console.error('TypeError: cart.total is not a function');
    return [500, JSON.stringify({ version, error: 'cart.total is not a function' })];
  },
};

const server = createServer((request, response) => {
  const [status, body] = answers[request.url.split('?')[0]]?.() ?? [404, 'Not found\n'];
  response.writeHead(status, { 'x-version': version }).end(body);
});
server.listen(Number(PORT), '127.0.0.1', () => console.log(`Storefront ${version} listens on ${PORT}`));
process.on('SIGTERM', () => server.close(() => process.exit(0)));
