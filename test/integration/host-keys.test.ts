import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { missing } from '../servers/servers.ts';
import { sshdSet } from '../servers/sshd.ts';
import { netrun } from './harness.ts';

const lacking = missing('linux') ?? (spawnSync('ssh', ['-V']).error ? 'there is no ssh' : undefined);

/** `type base64` of a public key. */
const publicPart = ({ publicLine }: { publicLine: string }) => publicLine.split(' ').slice(0, 2).join(' ');

describe.skipIf(lacking !== undefined)(
  `netrun trust and real OpenSSH${lacking ? ` (${lacking})` : ''}`,
  () => {
    it('stores a key that ssh takes, and that ssh-keygen shows alike, without a login', async () => {
      await using set = sshdSet();
      const user = set.key('user');
      const host = set.key('host');
      const server = await set.start([`HostKey ${host.file}`], [user]);
      const env = { NETRUN_STATE_DIR: path.join(set.folder, 'state') };
      const inventory = path.join(set.folder, 'devices.yaml');
      writeFileSync(
        inventory,
        `- {name: web, host: 127.0.0.1, port: ${server.port}, device_type: linux, username: u}\n`,
      );
      const run = await netrun(['trust', '-i', inventory, '--scan'], { env });
      const [, print = ''] = execFileSync('ssh-keygen', ['-lf', `${host.file}.pub`], {
        encoding: 'utf8',
      }).split(' ');
      expect(run.stdout).toContain(`stored  ssh-ed25519 ${print}\n`);
      expect(server.log()).not.toMatch(/Accepted|Failed|Invalid user/);
      const stored = path.join(set.folder, 'state/known_hosts');
      expect(readFileSync(stored, 'utf8')).toBe(`[127.0.0.1]:${server.port} ${publicPart(host)}\n`);
      const options = {
        UserKnownHostsFile: stored,
        GlobalKnownHostsFile: '/dev/null',
        StrictHostKeyChecking: 'yes',
        BatchMode: 'yes',
      };
      const ssh = spawnSync(
        'ssh',
        [
          ...['-F', 'none', '-i', user.file, '-p', String(server.port), `${server.username}@127.0.0.1`],
          ...Object.entries(options).map(([name, value]) => `-o${name}=${value}`),
          'echo it is known',
        ],
        { encoding: 'utf8' },
      );
      expect(ssh.stdout, ssh.stderr).toBe('it is known\n');
    });

    it('asks a server with several keys for the one that is known, also under a hashed name', async () => {
      await using set = sshdSet();
      const user = set.key('user');
      const [ed25519, rsa] = [set.key('ed25519'), set.key('rsa', ['-t', 'rsa'])];
      const server = await set.start([`HostKey ${ed25519.file}`, `HostKey ${rsa.file}`], [user]);
      const known = path.join(set.folder, 'known');
      writeFileSync(known, `[127.0.0.1]:${server.port} ${publicPart(rsa)}\n`);
      const device = {
        host: '127.0.0.1',
        port: server.port,
        device_type: 'linux',
        username: server.username,
        key_file: user.file,
      };
      const inventory = `- ${JSON.stringify(device)}\n`;
      for (const step of ['open', 'hashed']) {
        if (step === 'hashed') execFileSync('ssh-keygen', ['-q', '-H', '-f', known], { stdio: 'ignore' });
        const run = await netrun(['--known-hosts', known, '--host-keys', 'strict', 'echo known'], {
          inventory,
        });
        expect(run.stderr).toMatch(/1 device: 1 ok/);
      }
    });
  },
);
