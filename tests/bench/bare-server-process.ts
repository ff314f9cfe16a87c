import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** A server that does nothing but answer with a file: the floor of every answer of that size. Its argument is the file. */
const body = readFileSync(process.argv[2] ?? '');
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
// Whoever started it is gone: nobody else would end it.
process.on('disconnect', () => process.exit(0));
