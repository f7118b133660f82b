import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

/** An address at which packets get no answer. */
export interface BlackHole extends AsyncDisposable {
  readonly port: number;
}

/** Listens, and never accepts: its thread stands still. */
const LISTENER = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 50);
  });
`;

/** A port of 127.0.0.1 whose queue of connections is full, so that Linux drops what asks for one more. */
export async function fullBacklog(): Promise<BlackHole> {
  const worker = new Worker(LISTENER, { eval: true });
  const [port] = await once(worker, 'message');
  await new Promise((resolve) => setTimeout(resolve, 100)); // it stands still by then
  const queued: Socket[] = [];
  // Some more than fit: those that got in stay, and the others wait.
  for (let one = 0; one < 8; one++) queued.push(connect(port, '127.0.0.1').on('error', () => {}));
  return {
    port,
    async [Symbol.asyncDispose]() {
      for (const socket of queued) socket.destroy();
      await worker.terminate();
    },
  };
}
