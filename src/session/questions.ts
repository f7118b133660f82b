import { credentialName } from '../access/credential-name.ts';
import type { AskMain, CredentialUse } from '../model/ask.ts';
import { knownAs, pathTo, type SshServer } from '../model/login.ts';
import type { Authority } from './authentication.ts';
import type { LoginOptions } from './connection.ts';
import type { Examiner } from './examiner.ts';
import { hostKeyCheck } from './host-key.ts';
import { HeldBack } from './trouble.ts';

/** What the login at a server asks the main thread. */
export function authorityOf({ username, host, port }: SshServer, ask: AskMain): Omit<Authority, 'giveUp'> {
  return {
    password: () => ask({ type: 'password', username, host, port }),
    async prompt(text, echo) {
      await permitted(codeOf(username), ask);
      return ask({ type: 'prompt', text, echo });
    },
    answered: (result) => reportCredential(codeOf(username), result, ask),
    begin: (password) => permitted({ username, secret: password, use: 'login' }, ask),
    ended: (password, result) => reportCredential({ username, secret: password, use: 'login' }, result, ask),
  };
}

/** Each answer is another one: all of a user's count as the same credential. */
function codeOf(username: string): Credential {
  return { username, secret: '', use: 'code' };
}

/** A secret, whose it is, and what it is for. */
export type Credential = {
  readonly username: string;
  readonly secret: string;
  readonly use: CredentialUse;
};

/**
 * Waits until a secret may be shown to a server or device.
 * @returns the secret to be shown: the user may have typed another one since
 * @throws HeldBack where none may
 */
export async function permitted({ username, secret, use }: Credential, ask: AskMain): Promise<string> {
  for (let next = secret; ; ) {
    const credential = credentialName(username, next, use);
    const answer = await ask({ type: 'authenticate', credential, username, use });
    if (answer.verdict === 'go') return next;
    if (answer.verdict === 'stop') throw new HeldBack(answer.reason);
    next = answer.secret;
  }
}

/** Tells how a secret fared that was let be shown. */
export function reportCredential(
  { username, secret, use }: Credential,
  result: 'accepted' | 'rejected',
  ask: AskMain,
): void {
  const credential = credentialName(username, secret, use);
  // A report has no answer that anybody would wait for; the run may be over before it arrives.
  ask({ type: 'authenticated', credential, username, use, result }).catch(() => {});
}

/** Who decides about the host keys of a server. */
export function hostKeysOf(server: SshServer, ask: AskMain, examiner?: Examiner): LoginOptions['hostKeys'] {
  const called = { ...knownAs(server), path: pathTo(server) };
  return (giveUp) => hostKeyCheck(called, server.ssh.hostKeys, ask, giveUp, examiner);
}
