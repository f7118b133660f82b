import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { netrun } from '../integration/harness.ts';
import { startNetrun } from './program.ts';

const PASSWORD = 'Pa55-by-reference';
const SECRET = 'S3cret-by-reference';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-refs-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(name: string, text: string, mode = 0o600): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  await chmod(file, mode);
  return file;
}

describe('netrun with secrets by reference', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ devices: 2, password: PASSWORD, secret: SECRET });
  });
  afterAll(() => lab.close());

  const inventory = (values: string) =>
    lab.devices
      .map(({ host, port, username }) => `- {ip: ${host}, port: ${port}, username: ${username}, ${values}}\n`)
      .join('');
  const options = ['--platform', 'cisco_ios', '-o', 'raw', 'show privilege'];

  it.each(['threads', 'processes', 'inline'])(
    'logs in and enables with what they stand for: %s',
    async (kind) => {
      await write('secret.txt', `${SECRET}\n`);
      const file = await write(
        'd.yaml',
        inventory('password: "cmd:echo $WORD-by-reference", secret: file:secret.txt'),
      );
      const run = await netrun(['-i', file, '--executor', kind, ...options], {
        env: { WORD: 'Pa55', PATH: process.env.PATH ?? '' },
      });
      expect(run.stderr).not.toMatch(/holds secrets/);
      expect(run.stdout.match(/level is 15/g)).toHaveLength(2);
      expect(run.code).toBe(0);
    },
  );

  it('looks up nothing for a plan that is only shown', async () => {
    const file = await write('d.yaml', inventory(`password: "cmd:touch ${folder}/ran"`));
    const run = await netrun(['-i', file, '--dry-run', ...options]);
    expect(run.code).toBe(0);
    await expect(readFile(path.join(folder, 'ran'))).rejects.toThrow(/ENOENT/);
  });

  it('contacts nobody where one cannot be had, and says which', async () => {
    const file = await write('d.yaml', inventory('password: env:NO_SUCH'));
    const run = await netrun(['-i', file, ...options]);
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/d\.yaml:1:\d+: password: env:NO_SUCH: this environment variable is not set/);
  });

  it('runs no command from a file that others can write', async () => {
    const file = await write('d.yaml', inventory(`password: "cmd:echo ${PASSWORD}"`), 0o666);
    const refused = await netrun(['-i', file, ...options]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/not run, since this inventory can be written by others; chmod go-w/);
    const allowed = await netrun(['-i', file, '--allow-commands-from-inventory', ...options]);
    expect(allowed.code).toBe(0);
  });

  it('says that others can read the secrets of an inventory', async () => {
    const file = await write('d.yaml', inventory(`password: ${PASSWORD}`), 0o644);
    const run = await netrun(['-i', file, ...options]);
    expect(run.stderr).toContain(`note: ${file} holds secrets, and others can read it; chmod 600 ${file}\n`);
    expect(run.code).toBe(0);
  });
});

describe('commands in ssh_config', () => {
  const inventory = '- {ip: 127.0.0.1, device_type: linux, username: u, password: p}\n';
  const run = async (config: string, mode: number, ...options: string[]) => {
    const file = await write('config', config, mode);
    const args = [
      '-i',
      await write('d.yaml', inventory),
      '-F',
      file,
      ...options,
      '--connect-timeout',
      '5',
      'id',
    ];
    return netrun(args, { env: { NETRUN_PASSWORD: PASSWORD, PATH: process.env.PATH ?? '' } });
  };
  const PROXY = () => `ProxyCommand sh -c 'printenv NETRUN_PASSWORD; touch ${folder}/ran'\n`;

  it('are not run where others could have written them, unless that is allowed', async () => {
    const refused = await run(PROXY(), 0o666);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(
      /config:1: ProxyCommand is not run, since this file can be written by others/,
    );
    await expect(readFile(path.join(folder, 'ran'))).rejects.toThrow(/ENOENT/);
    const allowed = await run(PROXY(), 0o666, '--allow-commands-from-inventory');
    expect(allowed.code).toBe(1);
    await readFile(path.join(folder, 'ran'));
  });

  it.each(['threads', 'processes', 'inline'])('get no variable that holds a secret: %s', async (kind) => {
    const out = path.join(folder, 'environment');
    const ran = await run(`ProxyCommand sh -c 'env > ${out}'\n`, 0o600, '--executor', kind);
    expect(ran.code).toBe(1);
    const environment = await readFile(out, 'utf8');
    expect(environment).toContain('PATH=');
    expect(environment).not.toContain(PASSWORD);
  });

  it('get none either where they are conditions', async () => {
    const out = path.join(folder, 'environment');
    await run(`Match exec "env > ${out}"\nPort 1\n`, 0o600, '--ssh-config-exec');
    expect(await readFile(out, 'utf8')).not.toContain(PASSWORD);
    const refused = await run('Match exec "true"\nPort 1\n', 0o666, '--ssh-config-exec');
    expect(refused.stderr).toMatch(
      /config:1: Match exec is not run, since this file can be written by others/,
    );
  });
});

it.skipIf(process.platform !== 'linux')(
  'The environment of workers has no variable that holds a secret',
  async () => {
    const deaf = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((listening) => deaf.once('listening', listening));
    const address = deaf.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const file = await write(
      'd.yaml',
      `- {ip: 127.0.0.1, port: ${port}, username: u, password: env:HIDDEN_ONE}\n`,
    );
    const run = startNetrun(['-i', file, '-v', '--platform', 'linux', '--executor', 'processes', 'id'], {
      env: { HIDDEN_ONE: PASSWORD, NETRUN_SECRET: SECRET, SHOWN: 'yes' },
    });
    try {
      await run.until('stderr', /connect/);
      const { pid } = run.process;
      const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ');
      expect(children).not.toEqual(['']);
      for (const child of children) {
        const environment = await readFile(`/proc/${child}/environ`, 'utf8');
        expect(environment).toContain('SHOWN=yes');
        expect(environment).not.toMatch(/HIDDEN_ONE|NETRUN_SECRET/);
      }
    } finally {
      await run[Symbol.asyncDispose]();
      deaf.close();
    }
  },
);
