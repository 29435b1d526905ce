// An editor that starts the server, tells its own process id and the server's, and then waits to be killed.
const { fork, spawn } = require('node:child_process');

const [, , server, transport] = process.argv;
const overIpc = transport === '--node-ipc';
const child = overIpc
  ? fork(server, [transport], { stdio: 'ignore' })
  : spawn(process.execPath, [server, transport], { stdio: ['pipe', 'pipe', 'ignore'] });

const send = (message) => {
  if (overIpc) {
    child.send(message);
    return;
  }
  const body = JSON.stringify(message);
  child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
};

(overIpc ? child : child.stdout).once(overIpc ? 'message' : 'data', () => process.send(child.pid));
send({
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { processId: process.pid, rootUri: null, capabilities: {} },
});
setInterval(() => {}, 1000);
