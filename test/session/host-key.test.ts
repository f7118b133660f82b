import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { fingerprint } from '../../src/access/known-hosts.ts';
import type { Ask } from '../../src/model/ask.ts';
import { type KnownHostKeys, PLAIN_SSH } from '../../src/model/login.ts';
import { hostKeyCheck, withKnownTypesFirst } from '../../src/session/host-key.ts';
import { Trouble } from '../../src/session/trouble.ts';
import { publicKey } from '../access/public-key.ts';

const SERVER = { host: '10.0.0.1', port: 2222, path: ['bastion:22'] };
const TEXT = publicKey(1);
const KEY = Buffer.from(TEXT, 'base64');
const OTHER_KEY = Buffer.from(publicKey(2), 'base64');

/** A check, what it asked, and how it gave up. */
function checkOf(answer: (ask: Ask) => unknown, known: Partial<KnownHostKeys> = {}) {
  const asked: Ask[] = [];
  const reasons: unknown[] = [];
  const check = hostKeyCheck(
    SERVER,
    { ...PLAIN_SSH.hostKeys, ...known },
    // What does not hold to its type is the very thing to be tried here.
    ((ask: Ask) => {
      asked.push(ask);
      return answer(ask);
    }) as Parameters<typeof hostKeyCheck>[2],
    (reason) => reasons.push(reason),
  );
  return { ...check, asked, reasons };
}

/** All that ssh2 is told about a key. */
async function verdictsOn(check: ReturnType<typeof checkOf>, key: Buffer): Promise<unknown[]> {
  const verdicts: unknown[] = [];
  expect(check.verifier(key, (verdict) => verdicts.push(verdict))).toBeUndefined();
  for (let turn = 0; turn < 3; turn++) await setImmediate();
  return verdicts;
}

const accept = async () => ({ verdict: 'accept' });

describe('a host key', () => {
  test.each([{ fingerprints: [fingerprint(TEXT)] }, { keys: [TEXT] }])(
    'that is known is taken without a question: %o',
    async (known) => {
      const check = checkOf(accept, known);
      expect(await verdictsOn(check, KEY)).toEqual([true]);
      check.proven();
      expect(check.asked).toEqual([]);
      expect(check.reasons).toEqual([]);
    },
  );

  test('that is not known is asked about, and told to be proven once', async () => {
    const other = OTHER_KEY.toString('base64');
    const check = checkOf(accept, { keys: [other], fingerprints: [fingerprint(other)] });
    expect(await verdictsOn(check, KEY)).toEqual([true]);
    const question = {
      type: 'host-key',
      ...SERVER,
      keyType: 'ssh-ed25519',
      key: TEXT,
    };
    expect(check.asked).toEqual([question]);
    check.proven();
    check.proven();
    expect(check.asked).toEqual([question, { ...question, type: 'host-key-proven' }]);
  });

  test('that is refused ends the connection with the reason, and is never proven', async () => {
    const check = checkOf(async () => ({ verdict: 'refuse', why: 'it has changed', hint: 'look' }));
    expect(await verdictsOn(check, KEY)).toEqual([false]);
    expect(check.reasons).toMatchObject([{ failure: { kind: 'host-key', message: 'it has changed' } }]);
    check.proven();
    expect(check.asked).toHaveLength(1);
  });

  test.each([
    ['nothing', async () => undefined],
    ['null', async () => null],
    ['true', async () => true],
    ['a verdict of another word', async () => ({ verdict: 'ACCEPT' })],
    ['a verdict that is a promise', async () => ({ verdict: Promise.resolve('accept') })],
    ['an array with the word in it', async () => ['accept']],
    ['the word itself', async () => 'accept'],
    [
      'an error that is thrown',
      () => {
        throw new Error('a bug');
      },
    ],
    [
      'an error that is rejected',
      async () => {
        throw new Error('a bug');
      },
    ],
    ['a rejection with nothing', () => Promise.reject(undefined)],
    ['an answer that is no promise', () => undefined],
    [
      'something with a then that throws',
      () => ({
        // biome-ignore lint/suspicious/noThenProperty: that is what is tried
        then: () => {
          throw new Error('a bug');
        },
      }),
    ],
  ])('is not taken where the answer is %s', async (_what, answer) => {
    const check = checkOf(answer);
    expect(await verdictsOn(check, KEY)).toEqual([false]);
    expect(check.reasons).toHaveLength(1);
    check.proven();
    expect(check.asked).toHaveLength(1);
  });

  test('is not taken while the answer has not come', async () => {
    const check = checkOf(() => new Promise(() => {}));
    expect(await verdictsOn(check, KEY)).toEqual([]);
    expect(await verdictsOn(check, KEY)).toEqual([false]);
  });

  test('that is shown again when keys are exchanged anew is taken without a question', async () => {
    const check = checkOf(accept);
    for (let exchange = 0; exchange < 3; exchange++) expect(await verdictsOn(check, KEY)).toEqual([true]);
    expect(check.asked).toHaveLength(1);
  });

  test.each([
    ['known as well', [fingerprint(TEXT), fingerprint(OTHER_KEY.toString('base64'))]],
    ['not known', []],
  ])('that is another one in the middle of a session is not taken, %s', async (_how, fingerprints) => {
    const check = checkOf(accept, { fingerprints });
    expect(await verdictsOn(check, KEY)).toEqual([true]);
    expect(await verdictsOn(check, OTHER_KEY)).toEqual([false]);
    expect(check.reasons).toHaveLength(1);
    const [reason] = check.reasons;
    expect(reason instanceof Trouble && reason.failure).toMatchObject({ kind: 'host-key' });
  });
});

test.each([[Buffer.alloc(0)], [Buffer.from([0, 0, 255, 255])], [Buffer.from([255, 255, 255, 255, 1])]])(
  'what is no key at all is not taken: %j',
  async (key) => {
    const check = checkOf(accept);
    expect(await verdictsOn(check, key)).toEqual([false]);
    expect(check.asked).toEqual([]);
  },
);

test.each([
  [[], ['ssh-ed25519', 'rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa', 'ssh-dss']],
  [['ssh-rsa'], ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa', 'ssh-ed25519', 'ssh-dss']],
  [
    ['ssh-dss', 'ssh-ed25519'],
    ['ssh-ed25519', 'ssh-dss', 'rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'],
  ],
  [['sk-ssh-ed25519@openssh.com'], ['ssh-ed25519', 'rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa', 'ssh-dss']],
])('a server with keys of the types %j is asked for those first', (types, order) => {
  const usual = ['ssh-ed25519', 'rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa', 'ssh-dss'];
  expect(withKnownTypesFirst(usual, types)).toEqual(order);
});
