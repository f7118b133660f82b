import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { openCommand, openSocket } from '../../src/session/socket.ts';

const signal = new AbortController().signal;

async function listening() {
  const server = createServer((socket) => socket.end());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0 };
}

test.each([
  ['localhost', ['resolve', 'connect']],
  ['127.0.0.1', ['connect']],
])('the way to %s is told stage by stage', async (host, stages) => {
  const { server, port } = await listening();
  const told: string[] = [];
  const socket = await openSocket(host, port, signal, (stage) => told.push(stage));
  socket.destroy();
  server.close();
  expect(told).toEqual(stages);
});

describe('a proxy command', () => {
  test('carries what is written and read, and ends with its connection', async () => {
    const socket = openCommand('cat');
    socket.write('hello');
    const [data] = await once(socket, 'data');
    expect(String(data)).toBe('hello');
    socket.destroy();
    await once(socket, 'close');
  });

  test('that ends by itself hangs up', async () => {
    const socket = openCommand('echo bye');
    const said: Buffer[] = [];
    socket.on('data', (data) => said.push(data));
    await once(socket, 'close');
    expect(Buffer.concat(said).toString()).toBe('bye\n');
  });

  test.each([
    ['sh -c "echo first >&2; echo last >&2; exit 1"', 'the proxy command failed: last'],
    ['false', 'the proxy command failed: it ended with 1'],
    ['true', 'the proxy command failed: it ended with 0'],
    ['/none/such', /^the proxy command failed: .*not found/],
  ])('%s is a failure that says why', async (command, message) => {
    const socket = openCommand(command);
    socket.resume();
    const [error] = await once(socket, 'error');
    expect(error).toMatchObject({ failure: { kind: 'connect', message: expect.stringMatching(message) } });
  });
});
