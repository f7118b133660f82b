import type { AnyAuthMethod, ParsedKey } from 'ssh2';
import type { Identity } from '../model/login.ts';
import { SIGNATURE_NAME } from './quirks.ts';
import { ssh2 } from './ssh2.ts';

/** One authentication request with a key. */
export type KeyRequest = {
  /** The key's, for messages. */
  readonly label: string;
  /** The key, and how it signs, in words that are the same in the next run. */
  readonly name: string;
  readonly method: AnyAuthMethod;
};

/**
 * The requests that offer a key, one after the other until one is accepted: RSA keys can sign in several ways, and a
 * server does not always say truly which of them it takes.
 * @param canUseSha1 the last of them may be SHA-1
 */
export function requestsWith(
  identity: Identity,
  username: string,
  { canUseSha1 }: { canUseSha1: boolean },
): readonly KeyRequest[] {
  const key =
    identity.type === 'key' ? parse(identity.text) : parse(Buffer.from(identity.publicKey, 'base64'));
  if (!key) return [];
  const ways =
    key.type === 'ssh-rsa' ? RSA_WAYS.filter(({ hash }) => canUseSha1 || hash !== 'sha1') : [undefined];
  return ways.map((way) => {
    const { label } = identity;
    const name = `key ${label}${way ? ` ${way.name}` : ''}`;
    if (identity.type === 'key') {
      return { label, name, method: { type: 'publickey', username, key: way ? signingAs(key, way) : key } };
    }
    const agent = new OneKeyAgent(identity.socket, key, way);
    return { label, name, method: { type: 'agent', username, agent } };
  });
}

type Way = { readonly name: string; readonly hash: 'sha1' | 'sha256' | 'sha512' };

/** RFC 8332; ssh2 itself would fall back to SHA-1 wherever a server does not tell what it takes. */
const RSA_WAYS: readonly Way[] = [
  { name: 'rsa-sha2-512', hash: 'sha512' },
  { name: 'ssh-rsa', hash: 'sha1' },
];

function parse(key: string | Buffer): ParsedKey | undefined {
  const parsed = ssh2.utils.parseKey(key);
  const first = Array.isArray(parsed) ? parsed[0] : parsed;
  return first instanceof Error ? undefined : first;
}

/** The same key for one signature algorithm: of a key whose type is `ssh-rsa`, ssh2 decides itself how it signs. */
function signingAs(key: ParsedKey, { name, hash }: Way): ParsedKey {
  return Object.create(key, {
    type: { value: name === 'ssh-rsa' ? 'ssh-rsa with SHA-1' : name },
    [SIGNATURE_NAME]: { value: name },
    sign: { value: (data: Buffer) => key.sign(data, hash) },
  });
}

/** An agent of which only one key is seen, so that each request is ours to make. */
class OneKeyAgent extends ssh2.BaseAgent<ParsedKey> {
  readonly #agent: InstanceType<typeof ssh2.OpenSSHAgent>;
  readonly #key: ParsedKey;
  readonly #way: Way | undefined;

  constructor(socket: string, key: ParsedKey, way: Way | undefined) {
    super();
    this.#agent = new ssh2.OpenSSHAgent(socket);
    this.#key = key;
    this.#way = way;
  }

  override getIdentities(done: (error: Error | undefined, keys?: ParsedKey[]) => void): void {
    done(undefined, [this.#way ? signingAs(this.#key, this.#way) : this.#key]);
  }

  override sign(_key: ParsedKey, data: Buffer, ...rest: unknown[]): void {
    const done = rest.at(-1) as (error?: Error | null, signature?: Buffer) => void; // always the last argument
    this.#agent.sign(this.#key, data, this.#way ? { hash: this.#way.hash } : {}, done);
  }
}
