// Storefront, version 2: one more sail, and the checkout counts the discount.
import { createServer } from 'node:http';

const version = 2;
const products = [
  { name: 'Spinnaker', price: 120 },
  { name: 'Jib', price: 80 },
  { name: 'Gennaker', price: 150 },
];
const {
  PORT = '8000',
  GENNAKER_SERVER_GROUP: serverGroup = 'laptop',
  GENNAKER_INSTANCE: instance = '0',
} = process.env;

const page = () => `<!doctype html><title>Storefront</title>
<body style="font: 18px system-ui; margin: 4rem">
<h1>Storefront ${version}</h1>
<ul>${products.map(({ name, price }) => `<li>${name}: ${price} €</li>`).join('')}</ul>
<p>Served by ${instance} of ${serverGroup}.</p>`;

const answers = {
  '/': () => ['text/html', page()],
  '/health': () => ['application/json', JSON.stringify({ status: 'UP', version })],
  '/products': () => ['application/json', JSON.stringify(products)],
  '/checkout': () => [
    'application/json',
    JSON.stringify({ version, total: products[0].price - 10, discount: 10 }),
  ],
};

const server = createServer((request, response) => {
  const answer = answers[request.url.split('?')[0]];
  if (!answer) return response.writeHead(404).end('Not found\n');
  const [type, body] = answer();
  response.writeHead(200, { 'content-type': type, 'x-version': version }).end(body);
});
server.listen(Number(PORT), '127.0.0.1', () => console.log(`Storefront ${version} listens on ${PORT}`));
process.on('SIGTERM', () => server.close(() => process.exit(0)));
