import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { Deadline } from '../../src/session/deadline.ts';
import { openSsh } from '../../src/session/ssh.ts';
import { Trouble } from '../../src/session/trouble.ts';
import { UNASKED } from '../executors/tasks.ts';
import { task } from '../session/play.ts';

/** Why a login fails on a server that says this and nothing else. */
async function failureOn(said: string): Promise<Trouble['failure']> {
  const server = createServer((socket) => socket.on('error', () => {}).write(said || Buffer.alloc(0)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const whole = task({ deadlines: { loginMs: 300 } });
  const device = { ...whole.device, host: '127.0.0.1', port };
  let closing: Promise<void> | undefined;
  try {
    using deadline = new Deadline(new AbortController().signal);
    const open = openSsh(
      { ...whole, device },
      {
        deadline,
        onStage: () => {},
        onNote: () => {},
        onLogin: () => {},
        ask: (ask) => UNASKED.ask(ask, deadline.signal),
        onClosing: (closed) => {
          closing = closed;
        },
      },
    );
    const error = await open.catch((cause: unknown) => cause);
    if (!(error instanceof Trouble)) throw new Error('it did not fail', { cause: error });
    return error.failure;
  } finally {
    await closing;
    server.close();
  }
}

test.each([
  [
    'HTTP/1.0 400 Bad Request\r\n\r\n',
    'connect',
    'what answers is no SSH server: it says "HTTP/1.0 400 Bad Request"',
  ],
  ['Username: ', 'connect', 'what answers is no SSH server: it says "Username: "'],
  ['', 'timeout', 'it is connected, but no SSH server answered within 0.3 s'],
])('a port that says %j is known for what it is', async (said, kind, message) => {
  expect(await failureOn(said)).toMatchObject({ kind, message, hint: expect.stringContaining('--port') });
});
