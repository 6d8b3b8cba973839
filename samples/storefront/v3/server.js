// Storefront, version 3: somebody forgot that it needs a database, so it never becomes healthy.
import { createServer } from 'node:http';

const version = 3;
const { PORT = '8000', STOREFRONT_DATABASE: database } = process.env;

const server = createServer((request, response) => {
  if (database === undefined) {
    console.error('STOREFRONT_DATABASE is not set; cannot serve anything');
    return response.writeHead(503).end('STOREFRONT_DATABASE is not set\n');
  }
  response.writeHead(200, { 'x-version': version }).end(`Storefront ${version}\n`);
});
server.listen(Number(PORT), '127.0.0.1', () => console.log(`Storefront ${version} listens on ${PORT}`));
process.on('SIGTERM', () => server.close(() => process.exit(0)));
