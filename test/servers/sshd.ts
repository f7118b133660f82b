import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';

/** A key made by ssh-keygen. */
export type TestKey = { readonly file: string; readonly publicLine: string };

/** OpenSSH's server on loopback addresses, for the user who runs the tests. */
export type Sshd = {
  readonly port: number;
  readonly username: string;
  /** What it has written so far. */
  log(): string;
  stop(): Promise<void>;
};

/** A folder with keys and servers, all of which go with it. */
export type SshdSet = AsyncDisposable & {
  readonly folder: string;
  key(name: string, args?: readonly string[], passphrase?: string): TestKey;
  /**
   * @param lines of its sshd_config: `HostKey` names a key of `key`
   * @param authorized may log in
   */
  start(lines: readonly string[], authorized: readonly TestKey[]): Promise<Sshd>;
};

export function sshdSet(): SshdSet {
  const folder = mkdtempSync(path.join(tmpdir(), 'netrun-sshd-'));
  const servers: Sshd[] = [];
  let count = 0;
  const set: SshdSet = {
    folder,
    key(name, args = ['-t', 'ed25519'], passphrase = '') {
      const file = path.join(folder, name);
      const made = spawnSync('/usr/bin/ssh-keygen', [
        '-q',
        '-N',
        passphrase,
        '-C',
        name,
        '-f',
        file,
        ...args,
      ]);
      if (made.status !== 0) throw new Error(`ssh-keygen: ${made.stderr}`);
      return { file, publicLine: readFileSync(`${file}.pub`, 'utf8') };
    },
    async start(lines, authorized) {
      const id = `sshd${++count}`;
      const hostKeys = lines.some((line) => line.startsWith('HostKey '))
        ? []
        : [`HostKey ${set.key(`${id}-host`).file}`];
      const server = await startSshd(path.join(folder, id), [...hostKeys, ...lines], authorized);
      servers.push(server);
      return server;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map((server) => server.stop()));
      rmSync(folder, { recursive: true });
    },
  };
  return set;
}

async function startSshd(
  base: string,
  lines: readonly string[],
  authorized: readonly TestKey[],
): Promise<Sshd> {
  const port = await freePort();
  const listens = lines.some((line) => line.startsWith('ListenAddress')) ? [] : ['ListenAddress 127.0.0.1'];
  writeFileSync(`${base}.keys`, authorized.map(({ publicLine }) => publicLine).join(''));
  writeFileSync(
    `${base}.conf`,
    [
      `Port ${port}`,
      ...listens,
      ...lines,
      `AuthorizedKeysFile ${base}.keys`,
      'PidFile none',
      'UsePAM no',
      'StrictModes no',
      'PermitRootLogin yes',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PrintMotd no',
      'MaxStartups 200:30:300',
      '',
    ].join('\n'),
  );
  // Where the package was installed without starting its daemon, nobody has made it.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const server = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', `${base}.conf`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(server, 'exit');
  let log = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  await vi
    .waitFor(() => answers(port, lines), 5000)
    .catch((error: unknown) => {
      server.kill();
      throw new Error(`sshd did not start: ${log}`, { cause: error });
    });
  return {
    port,
    username: userInfo().username,
    log: () => log,
    async stop() {
      server.kill();
      await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function answers(port: number, lines: readonly string[]): Promise<void> {
  const host = lines.find((line) => line.startsWith('ListenAddress'))?.split(' ')[1] ?? '127.0.0.1';
  const socket = connect(port, host);
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}
