import { createHash } from 'node:crypto';
import { knownAs, pathTo, type SshServer } from '../model/login.ts';
import type { Authority } from './authentication.ts';
import type { LoginOptions } from './connection.ts';
import { hostKeyCheck } from './host-key.ts';
import type { AskMain } from './run-job.ts';
import { trouble } from './trouble.ts';

/** What the login at a server asks the main thread. */
export function authorityOf({ username, host, port }: SshServer, ask: AskMain): Omit<Authority, 'giveUp'> {
  return {
    password: () => ask({ type: 'password', username, host, port }),
    prompt: (text, echo) => ask({ type: 'prompt', text, echo }),
    async begin(password) {
      const answer = await ask({ type: 'authenticate', credential: credentialName(username, password) });
      if (answer === 'stop') {
        throw trouble(
          'auth',
          `the password of ${username} is held back`,
          'it was rejected elsewhere in this run',
        );
      }
    },
    ended(password, result) {
      // A report has no answer that anybody would wait for; the run may be over before it arrives.
      const report = {
        type: 'authenticated',
        credential: credentialName(username, password),
        result,
      } as const;
      ask(report).catch(() => {});
    },
  };
}

/** Who decides about the host keys of a server. */
export function hostKeysOf(server: SshServer, ask: AskMain): LoginOptions['hostKeys'] {
  const called = { ...knownAs(server), path: pathTo(server) };
  return (giveUp) => hostKeyCheck(called, server.ssh.hostKeys, ask, giveUp);
}

/** Equal in all workers for equal credentials; it leaves this process as little as the password itself. */
function credentialName(username: string, password: string): string {
  return createHash('sha256').update(`${username}\0${password}`).digest('base64');
}
