import type { AskMain, HostKeyAsk } from '../model/ask.ts';
import type { Deadlines } from '../model/device.ts';
import type { SshServer } from '../model/login.ts';
import { offerFor } from './algorithms.ts';
import { Connection } from './connection.ts';
import { Deadline } from './deadline.ts';
import { HINTS } from './hints.ts';
import { publicKey } from './host-key.ts';
import { openRoute } from './route.ts';
import { trouble } from './trouble.ts';

/**
 * Finds out which host key a server has, and that it has the private key to it. Nobody logs in there; on the way to it,
 * jump hosts are logged in to as usual.
 * @param ask for what the jump hosts want to know
 * @throws Trouble that says why there is no key
 */
export async function scanHostKey(
  server: SshServer,
  deadlines: Pick<Deadlines, 'connectMs' | 'loginMs'>,
  ask: AskMain,
): Promise<Pick<HostKeyAsk, 'keyType' | 'key'>> {
  using deadline = new Deadline(new AbortController().signal);
  const socket = await openRoute(server, { deadline, deadlines, onStage: () => {}, ask });
  const connection = new Connection(socket, deadline.signal);
  const time = `${deadlines.loginMs / 1000} s`;
  deadline.set(
    deadlines.loginMs,
    () =>
      connection.noServer(time) ??
      trouble('timeout', `the key exchange took longer than ${time}`, HINTS.loginTime),
  );
  let shown: Buffer | undefined;
  try {
    await connection.authenticate({
      // All that netrun knows, since old devices have keys too.
      offer: offerFor({ ...server.ssh, legacy: true }, undefined),
      credentials: NOTHING,
      authority: NOBODY,
      pipelining: false,
      hostKeys: (giveUp) => ({
        verifier: (key, verify) => {
          shown ??= key;
          verify(true);
        },
        proven: () => giveUp(SEEN),
      }),
      onHandshake: () => {},
    });
  } catch (error) {
    if (error !== SEEN || shown === undefined) throw error;
    return publicKey(shown);
  } finally {
    void connection.close();
  }
  throw new Error('the connection went on although its key was seen');
}

/** It is over before a login begins. */
const SEEN = Symbol('seen');

const NOTHING = {
  username: '',
  password: undefined,
  identities: [],
  canUseSha1: false,
  answers: [],
  remembered: undefined,
} as const;

const NOBODY = {
  password: async () => undefined,
  prompt: async () => undefined,
  begin: async (password: string) => password,
  ended: () => {},
  answered: () => {},
};
