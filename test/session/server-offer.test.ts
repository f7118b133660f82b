import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { AlgorithmLists } from '../../src/model/examination.ts';
import { agreementOf } from '../../src/session/algorithms.ts';
import { overhearOffer } from '../../src/session/server-offer.ts';

const LISTS = [
  'curve25519-sha256,ext-info-s,kex-strict-s-v00@openssh.com',
  'ssh-ed25519,rsa-sha2-512',
  'aes128-ctr',
  'aes256-ctr',
  'hmac-sha2-256',
  'hmac-sha2-512',
];

/** An SSH_MSG_KEXINIT of these lists (RFC 4253, sections 6 and 7.1). */
function keyExchangeInit(lists: readonly string[], type = 20): Buffer {
  const named = lists.flatMap((list) => [uint32(list.length), Buffer.from(list)]);
  const payload = Buffer.concat([Buffer.from([type]), Buffer.alloc(16, 7), ...named, Buffer.alloc(5)]);
  const padding = Buffer.alloc(8);
  return Buffer.concat([uint32(payload.length + padding.length + 1), Buffer.from([8]), payload, padding]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** What is heard of bytes that come in pieces of a size, and whether it still listens then. */
async function hear(bytes: Buffer, size = bytes.length) {
  const socket = new PassThrough();
  const heard: { identified: string[]; offered: AlgorithmLists[] } = { identified: [], offered: [] };
  overhearOffer(socket, {
    identified: (text) => void heard.identified.push(text),
    offered: (offer) => void heard.offered.push(offer),
  });
  for (let at = 0; at < bytes.length; at += size) {
    socket.write(bytes.subarray(at, at + size));
    await new Promise(setImmediate);
  }
  return { ...heard, listens: socket.listenerCount('data') > 0 };
}

const BANNER = Buffer.from('Authorised use only\r\nSSH-2.0-Cisco-1.25\r\n');

describe('what a server offers', () => {
  test.each([1, 7, 100_000])('is heard in pieces of %i bytes, behind lines before its name', async (size) => {
    const heard = await hear(Buffer.concat([BANNER, keyExchangeInit(LISTS), Buffer.alloc(99)]), size);
    expect(heard).toEqual({
      identified: ['SSH-2.0-Cisco-1.25'],
      offered: [
        {
          kex: ['curve25519-sha256'],
          hostKey: ['ssh-ed25519', 'rsa-sha2-512'],
          cipher: ['aes128-ctr'],
          mac: ['hmac-sha2-256'],
        },
      ],
      listens: false,
    });
  });

  test('is not looked for without end, nor in something else', async () => {
    expect(await hear(Buffer.alloc(40_000, 'x'), 1000)).toEqual({
      identified: [],
      offered: [],
      listens: false,
    });
    const other = await hear(Buffer.concat([BANNER, keyExchangeInit(LISTS, 1), Buffer.alloc(40_000)]), 1000);
    expect(other).toEqual({ identified: ['SSH-2.0-Cisco-1.25'], offered: [], listens: false });
  });

  test('is not taken from lists that are cut off', async () => {
    const whole = keyExchangeInit(LISTS);
    const lying = Buffer.concat([whole.subarray(0, 30), Buffer.alloc(whole.length, 0xff)]);
    const heard = await hear(Buffer.concat([BANNER, lying]));
    expect(heard.offered).toEqual([]);
  });

  test('and what netrun offers come to the first of its names that the server knows', () => {
    const ours = {
      kex: ['a', 'b'],
      hostKey: ['c'],
      cipher: ['d', 'aes128-gcm@openssh.com'],
      mac: ['e', 'f'],
    };
    const theirs = { kex: ['b', 'a'], hostKey: ['x'], cipher: ['aes128-gcm@openssh.com', 'd'], mac: ['f'] };
    expect(agreementOf(ours, theirs)).toEqual({ kex: 'a', hostKey: '', cipher: 'd', mac: 'f' });
    const alone = { ...ours, cipher: ['aes128-gcm@openssh.com'] };
    expect(agreementOf(alone, theirs)).toMatchObject({ cipher: 'aes128-gcm@openssh.com', mac: '' });
  });
});
