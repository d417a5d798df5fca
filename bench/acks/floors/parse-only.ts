import { createServer } from 'node:http';

/** What a hook costs that does nothing but read its JSON. */
createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    if (parts.length > 0) JSON.parse(Buffer.concat(parts).toString());
    response.writeHead(request.method === 'POST' ? 204 : 200).end();
  });
}).listen(Number(process.env['PORT']), '127.0.0.1');
