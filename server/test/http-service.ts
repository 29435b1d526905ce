/** A server whose handler is known and whose rate of requests is not: the handler stands on line 5. */
export const HTTP_SERVICE = `import { createServer } from 'node:http';
const hits = new Float64Array(1000);
createServer(handle).listen(8080);

function handle(request, response) {
  hits[0]++;
  response.end('fine');
}
`;
