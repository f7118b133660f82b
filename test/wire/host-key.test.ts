import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import ssh2, { type Connection, type ParsedKey } from 'ssh2';
import { describe, expect, test } from 'vitest';
import { generateHostKey, parseHostKey } from '../../src/lab/host-key.ts';
import { hostKeyCheck } from '../../src/session/host-key.ts';
import { Trouble } from '../../src/session/trouble.ts';

const KEY = generateHostKey();
const OTHER_KEY = generateHostKey();

/** A server, a client of ssh2 with netrun's check between them, and what both have seen. */
async function meet(answer: () => unknown) {
  const seen = { authentications: 0, passwords: [] as string[] };
  const reasons: unknown[] = [];
  const server = new ssh2.Server({ hostKeys: [KEY] });
  const accepted = once(server, 'connection').then(([connection]) => {
    const peer: Connection = connection;
    peer.on('error', () => {});
    peer.on('authentication', (context) => {
      seen.authentications++;
      if (context.method !== 'password') {
        context.reject(['password']);
        return;
      }
      seen.passwords.push(context.password);
      context.accept();
    });
    return peer;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const socket = connect({ host: '127.0.0.1', port });
  const client = new ssh2.Client();
  const errors: Error[] = [];
  client.on('error', (error) => errors.push(error));
  const check = hostKeyCheck(
    { host: '127.0.0.1', port, path: [] },
    { keys: [], fingerprints: [], types: [] },
    // What does not hold to its type is the very thing to be tried here.
    answer as Parameters<typeof hostKeyCheck>[2],
    (reason) => reasons.push(reason),
  );
  const ready = once(client, 'ready').then(
    () => true,
    () => false,
  );
  const closed = once(socket, 'close');
  client.connect({ sock: socket, username: 'u', password: 'the password', hostVerifier: check.verifier });
  return {
    seen,
    reasons,
    errors,
    client,
    peer: await accepted,
    ready,
    closed,
    async [Symbol.asyncDispose]() {
      client.end();
      socket.destroy();
      await closed;
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

describe('over the wire', () => {
  test('a key that is accepted lets the login begin', async () => {
    await using met = await meet(async () => ({ verdict: 'accept' }));
    expect(await met.ready).toBe(true);
    expect(met.seen.passwords).toEqual(['the password']);
  });

  test.each<[string, () => unknown]>([
    ['a refusal', async () => ({ verdict: 'refuse', why: 'no', hint: '' })],
    ['undefined', () => undefined],
    ['null', () => null],
    ['true that is no promise', () => true],
    ['a promise of true', async () => true],
    ['a promise of null', async () => null],
    ['a promise of an error', async () => new Error('no')],
    ['a rejection', async () => Promise.reject(new Error('no'))],
    [
      'an exception',
      () => {
        throw new Error('no');
      },
    ],
  ])('a server never sees a login where the answer is %s', async (_what, answer) => {
    await using met = await meet(answer);
    await met.closed;
    expect(met.seen).toEqual({ authentications: 0, passwords: [] });
    expect(met.reasons).toHaveLength(1);
    expect(met.errors[0]?.message).toContain('Host denied');
  });

  /** Makes the server exchange keys anew, with this host key. */
  function rekey(peer: Connection, pem: string): Promise<void> {
    // ssh2 has no other way to a server that changes its key.
    const { _protocol: protocol } = peer as unknown as {
      _protocol: { _hostKeys: Record<string, ParsedKey> };
    };
    protocol._hostKeys = { 'ssh-ed25519': parseHostKey(pem) };
    return new Promise((resolve) => {
      peer.once('rekey', resolve);
      peer.rekey();
    });
  }

  test('the same key is taken again in the middle of a session', async () => {
    await using met = await meet(async () => ({ verdict: 'accept' }));
    await met.ready;
    for (let exchange = 0; exchange < 3; exchange++) await rekey(met.peer, KEY);
    expect(met.reasons).toEqual([]);
    expect(met.errors).toEqual([]);
  });

  test('another key in the middle of a session ends it', async () => {
    await using met = await meet(async () => ({ verdict: 'accept' }));
    await met.ready;
    void rekey(met.peer, OTHER_KEY);
    await met.closed;
    const [reason] = met.reasons;
    expect(reason instanceof Trouble && reason.failure).toMatchObject({
      kind: 'host-key',
      message: 'it showed another host key in the middle of the session',
    });
  });
});
