import { fingerprint } from '../access/known-hosts.ts';
import type { AskMain, HostKeyAsk, HostKeyReport } from '../model/ask.ts';
import type { KnownHostKeys } from '../model/login.ts';
import type { Examiner } from './examiner.ts';
import { trouble } from './trouble.ts';

/** Decides about the host keys of one connection. */
export type HostKeyCheck = {
  /** ssh2's `hostVerifier`. */
  readonly verifier: (key: Buffer, verify: (isRight: boolean) => void) => void;
  /** The server has proven that it has the private key to what it showed. */
  proven(): void;
};

/**
 * The one place that stands between ssh2 and host keys. ssh2 takes anything but a literal `false` for a yes, whatever a
 * verifier returns or resolves to, and asks before the key is proven, and again at every exchange of keys; so `verify`
 * is called once an exchange, with `true` where there is a reason and with `false` for everything else.
 * A key that is known costs no question; all others are the main thread's to decide.
 * @param server what its keys are known under
 * @param giveUp ends the connection with the reason why the key is not taken
 * @param examiner told of the key, and how it stands to what is known
 */
export function hostKeyCheck(
  server: Pick<HostKeyAsk, 'host' | 'port' | 'path'>,
  known: KnownHostKeys,
  ask: AskMain,
  giveUp: (reason: unknown) => void,
  examiner?: Examiner,
): HostKeyCheck {
  let first: Shown | undefined;

  const decide = async (bytes: Buffer): Promise<void> => {
    const shown: Shown = { ...publicKey(bytes), isAccepted: false, isNew: false };
    if (first !== undefined) {
      if (first.key === shown.key && first.isAccepted) return;
      throw trouble(
        'host-key',
        'it showed another host key in the middle of the session',
        'somebody may have taken over the connection: check the network in between',
      );
    }
    first = shown;
    examiner?.step('host-key');
    examiner?.learn('host-key', { keyType: shown.keyType, fingerprint: fingerprint(shown.key) });
    const isKnown =
      known.keys.includes(shown.key) ||
      (known.fingerprints.length > 0 && known.fingerprints.includes(fingerprint(shown.key)));
    if (isKnown) examiner?.learn('host-key', { standing: 'known' });
    if (!isKnown) {
      const answer = await ask({ type: 'host-key', ...server, keyType: shown.keyType, key: shown.key });
      if (answer.verdict === 'refuse') throw trouble('host-key', answer.why, answer.hint);
      if (answer.verdict !== 'accept') throw new Error('the host key was not decided about');
      examiner?.learn('host-key', { standing: answer.standing ?? 'unchecked' });
      shown.isNew = true;
    }
    shown.isAccepted = true;
  };

  return {
    verifier(key, verify) {
      decide(key).then(
        () => verify(true),
        (reason: unknown) => {
          giveUp(reason);
          verify(false);
        },
      );
    },
    proven() {
      if (!first?.isNew) return;
      first.isNew = false;
      const { keyType, key } = first;
      const report: HostKeyReport = { type: 'host-key-proven', ...server, keyType, key };
      // Nothing depends on the answer; the connection may be gone before it comes.
      ask(report).catch(() => {});
    },
  };
}

/**
 * The order in which to ask for host keys: the types that are known come first, since a server shows one key only, and
 * one of another type tells nothing.
 * @param algorithms to be offered, in their usual order
 */
export function withKnownTypesFirst<Name extends string>(
  algorithms: readonly Name[],
  types: readonly string[],
): Name[] {
  const isKnown = (algorithm: Name) =>
    types.includes(algorithm.startsWith('rsa-sha2-') ? 'ssh-rsa' : algorithm);
  return [...algorithms.filter(isKnown), ...algorithms.filter((one) => !isKnown(one))];
}

type Shown = Pick<HostKeyAsk, 'keyType' | 'key'> & {
  isAccepted: boolean;
  /** It was asked about, and nobody has been told so far that it was proven. */
  isNew: boolean;
};

/** A public key as SSH sends it (RFC 4253, section 6.6) begins with the name of its type. */
export function publicKey(key: Buffer): Pick<HostKeyAsk, 'keyType' | 'key'> {
  const end = 4 + key.readUInt32BE(0);
  if (end > key.length) throw new Error('it is not a public key');
  return { keyType: key.toString('latin1', 4, end), key: key.toString('base64') };
}
