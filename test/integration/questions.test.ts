import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { HAS_TERMINAL, onTerminal } from '../cli/program.ts';
import { missing } from '../servers/servers.ts';
import { sshdSet } from '../servers/sshd.ts';

const lacking = HAS_TERMINAL ? missing('linux') : 'there is no script(1) here';

describe.skipIf(lacking !== undefined)(
  `netrun on a terminal, and an sshd that takes keys${lacking ? ` (${lacking})` : ''}`,
  () => {
    it('asks once for the passphrase of a key, whatever the number of devices', async () => {
      await using set = sshdSet();
      const key = set.key('locked', ['-t', 'ed25519'], 'a passphrase');
      const hosts = ['127.87.0.1', '127.87.0.2'];
      const { port, username } = await set.start(
        hosts.map((host) => `ListenAddress ${host}`),
        [key],
      );
      const inventory = path.join(set.folder, 'devices.yaml');
      writeFileSync(
        inventory,
        hosts
          .map((host) => `- {host: ${host}, port: ${port}, device_type: linux, username: ${username}}\n`)
          .join(''),
      );
      const env = { HOME: set.folder };
      await using program = onTerminal(['-i', inventory, '--identity', key.file, 'echo $((6 * 7))'], env);
      await program.until('stdout', /Passphrase of .*locked: $/);
      program.process.stdin?.write('a passphrase\r');
      const { stdout, code } = await program.ended;
      expect(stdout.match(/Passphrase/g)).toHaveLength(1);
      expect(stdout.match(/^42\r?$/gm)).toHaveLength(2);
      expect(stdout).not.toContain('a passphrase');
      expect(code).toBe(0);
    });

    it('asks for the password when no key has let it in, and not before', async () => {
      await using set = sshdSet();
      const key = set.key('key');
      const { port } = await set.start(['PasswordAuthentication yes'], []);
      const inventory = path.join(set.folder, 'devices.yaml');
      writeFileSync(inventory, `- {host: 127.0.0.1, port: ${port}, device_type: linux, username: nobody}\n`);
      const env = { HOME: set.folder };
      const args = ['-i', inventory, '--identity', key.file, '--max-auth-failures', '0', 'id'];
      await using program = onTerminal(args, env);
      await program.until('stdout', /Password of nobody: $/);
      program.process.stdin?.write('wrong\r');
      const { stdout } = await program.ended;
      expect(stdout).toContain('the password of nobody was rejected');
    });
  },
);
