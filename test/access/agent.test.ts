import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { listAgentKeys } from '../../src/access/agent.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'netrun-agent-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const hasAgent = spawnSync('ssh-agent', ['-?']).error === undefined;

describe.skipIf(!hasAgent)(`a real agent${hasAgent ? '' : ' (there is no ssh-agent here)'}`, () => {
  test('tells its keys in its order', async () => {
    const socket = path.join(folder, 'agent');
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
    const exited = once(agent, 'exit');
    try {
      await vi.waitFor(() => listAgentKeys(socket), 5000);
      expect(await listAgentKeys(socket)).toEqual([]);
      const keys = ['ed25519', 'rsa', 'ecdsa'].map((type) => {
        const file = path.join(folder, type);
        spawnSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', `key ${type}`, '-f', file]);
        const add = spawnSync('ssh-add', ['-q', file], {
          env: { SSH_AUTH_SOCK: socket, PATH: process.env.PATH },
        });
        expect(add.status).toBe(0);
        const [name, publicKey, ...comment] = readFileSync(`${file}.pub`, 'utf8').trim().split(' ');
        return { type: name, publicKey, comment: comment.join(' ') };
      });
      expect(await listAgentKeys(socket)).toEqual(keys);
    } finally {
      agent.kill();
      await exited;
    }
  });
});

test('no agent is an error that says why', async () => {
  await expect(listAgentKeys(path.join(folder, 'absent'))).rejects.toThrow('ENOENT');
});

test.each([
  ['hangs up', (socket: Socket) => void socket.end(), 'hung up'],
  ['says nothing', () => {}, 'did not answer within 0.05 s'],
  [
    'says nonsense',
    (socket: Socket) => void socket.write(Buffer.from([0, 0, 0, 5, 12, 0, 0, 0, 9])),
    'no list of keys',
  ],
  ['refuses', (socket: Socket) => void socket.write(Buffer.from([0, 0, 0, 1, 5])), 'no list of keys'],
])('an agent that %s is an error that says so', async (_, answer, message) => {
  const socket = path.join(folder, 'odd');
  const clients: Socket[] = [];
  const server = createServer((client) => {
    clients.push(client);
    client.on('error', () => {});
    answer(client);
  }).listen(socket);
  await once(server, 'listening');
  try {
    await expect(listAgentKeys(socket, 50)).rejects.toThrow(message);
  } finally {
    for (const client of clients) client.destroy();
    server.close();
  }
});
