import { credentialName } from '../access/credential-name.ts';
import type { AskMain } from '../model/ask.ts';
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
    prompt: (text, echo) => ask({ type: 'prompt', text, echo }),
    begin: (password) => permitted(username, password, ask),
    ended: (password, result) => reportCredential({ username, secret: password, result }, ask),
  };
}

/**
 * Waits until a secret may be shown to a server or device.
 * @returns the secret to be shown: the user may have typed another one since
 * @throws HeldBack where none may
 */
export async function permitted(username: string, secret: string, ask: AskMain): Promise<string> {
  for (let next = secret; ; ) {
    const answer = await ask({ type: 'authenticate', credential: credentialName(username, next), username });
    if (answer.verdict === 'go') return next;
    if (answer.verdict === 'stop') throw new HeldBack(answer.reason);
    next = answer.secret;
  }
}

/** Tells how a secret fared that was let be shown. */
export function reportCredential(
  { username, secret, result }: { username: string; secret: string; result: 'accepted' | 'rejected' },
  ask: AskMain,
): void {
  const credential = credentialName(username, secret);
  // A report has no answer that anybody would wait for; the run may be over before it arrives.
  ask({ type: 'authenticated', credential, username, result }).catch(() => {});
}

/** Who decides about the host keys of a server. */
export function hostKeysOf(server: SshServer, ask: AskMain, examiner?: Examiner): LoginOptions['hostKeys'] {
  const called = { ...knownAs(server), path: pathTo(server) };
  return (giveUp) => hostKeyCheck(called, server.ssh.hostKeys, ask, giveUp, examiner);
}
