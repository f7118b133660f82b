import { describe, expect, it } from 'vitest';
import { missing } from '../servers/servers.ts';
import { sshdSet } from '../servers/sshd.ts';
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
      await using set = sshdSet();
      const { port } = await set.start([`KexAlgorithms ${kex}`, 'PasswordAuthentication yes'], []);
      const inventory = `- {host: 127.0.0.1, port: ${port}, device_type: cisco_ios, username: nobody, password: wrong}\n`;
      const run = await netrunJson(['show clock'], { inventory });
      expect(run.report.results[0]?.failure).toMatchObject({
        kind: 'auth',
        message: 'the password of nobody was rejected',
      });
    });
  },
);
