import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { generateHostKey } from '../../src/lab/host-key.ts';
import { missing } from '../servers/servers.ts';
import { netrunJson } from './harness.ts';

const lacking = missing('linux');

describe.skipIf(lacking !== undefined)(
  `netrun and an sshd with few key exchanges${lacking ? ` (${lacking})` : ''}`,
  () => {
    it.each([
      'diffie-hellman-group-exchange-sha256',
      'diffie-hellman-group-exchange-sha1',
      'diffie-hellman-group14-sha1',
      'diffie-hellman-group16-sha512',
      'ecdh-sha2-nistp521',
    ])('exchanges keys by %s, and gets as far as the password', async (kex) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'netrun-kex-'));
      const port = await freePort();
      const file = path.join(folder, 'key');
      await writeFile(file, generateHostKey(), { mode: 0o600 });
      await writeFile(
        path.join(folder, 'config'),
        `Port ${port}\nListenAddress 127.0.0.1\nHostKey ${file}\nKexAlgorithms ${kex}\nPidFile none\nUsePAM no\n`,
      );
      const sshd = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', path.join(folder, 'config')], {
        stdio: 'ignore',
      });
      const exited = once(sshd, 'exit');
      try {
        await vi.waitFor(() => answers(port), 5000);
        const inventory = `- {host: 127.0.0.1, port: ${port}, device_type: cisco_ios, username: nobody, password: wrong}\n`;
        const run = await netrunJson(['id'], { inventory });
        expect(run.report.results[0]?.failure).toMatchObject({
          kind: 'auth',
          message: 'the password of nobody was rejected',
        });
      } finally {
        sshd.kill();
        await exited;
        await rm(folder, { recursive: true });
      }
    });
  },
);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function answers(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}
