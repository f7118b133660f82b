import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { cpuSecondsOf } from './process-tree.js';

/** Address of the first device of a farm: a program that plays devices on every loopback address. */
const HOST = '127.1.0.1';

/**
 * Starts a farm whose devices are a round-trip time away, and waits until it listens.
 * @param {string} program a farm's binary, which knows `-addr` and `-rtt`
 * @param {{ rttMs: number, count?: number }} options `count`: how many of its devices are to be described
 */
export async function startFarm(program, { rttMs, count = 1 }) {
  const port = await freePort();
  const child = spawn(program, ['-addr', `0.0.0.0:${port}`, '-rtt', `${rttMs}ms`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const failed = once(child, 'exit').then(
    () => Promise.reject(new Error(`${program} has ended`)),
    (error) => Promise.reject(error),
  );
  failed.catch(() => {});
  const kill = () => child.kill();
  process.on('exit', kill);
  await Promise.race([listening(port), failed]);
  return {
    devices: Array.from({ length: count }, (_, place) => deviceOf(place + 1, port)),
    cpuSeconds: async () => cpuSecondsOf(child.pid ?? 'self')?.own,
    /** What the farm in farm/ has counted; other farms may not know the signal. */
    async counters() {
      child.kill('SIGUSR1');
      const [line] = await Promise.race([once(child.stdout, 'data'), failed]);
      return /** @type {{ rejectedLogins: number, secretLeaks: number }} */ (JSON.parse(line));
    },
    close() {
      process.off('exit', kill);
      child.kill();
    },
  };
}

/**
 * @param {number} index
 * @param {number} port
 */
function deviceOf(index, port) {
  return {
    name: `R${index}`,
    host: `127.1.${index >> 8}.${index & 255}`,
    port,
    platform: /** @type {const} */ ('cisco_ios'),
    username: 'admin',
    password: 'cisco123',
    secret: 's3cr3t-enable',
  };
}

async function freePort() {
  const server = createServer().listen({ host: HOST, port: 0 });
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

async function listening(/** @type {number} */ port) {
  for (let tries = 0; tries < 100; tries++) {
    const socket = connect({ host: HOST, port });
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the farm does not listen');
}
