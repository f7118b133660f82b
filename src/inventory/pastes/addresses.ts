import { isIP } from 'node:net';

/** An address as it stands in a text: `10.0.0.1`, `10.0.0.1/24`, `[2001:db8::1]:22`, `10.0.0.1:2222`, `admin@10.0.0.1`. */
export type FoundAddress = {
  readonly host: string;
  readonly user: string | undefined;
  readonly port: string | undefined;
  /** Length of its mask; undefined: it has none. */
  readonly bits: number | undefined;
};

/** @returns undefined where the word is no address */
export function readAddress(word: string): FoundAddress | undefined {
  const [, user, rest = ''] = /^(?:([\w.\\-]+)@)?(.*)$/.exec(word) ?? [];
  const [, bracketed, plain, port, bits] =
    /^(?:\[([\da-f:.]+(?:%\w+)?)\]|([^/[\]]+?))(?::(\d{1,5}))?(?:\/(\d{1,3}))?$/i.exec(rest) ?? [];
  // `2001:db8::1` is no 2001:db8: with port 1.
  const whole = rest.replace(/\/\d+$/, '');
  const host = isIP(whole) === 0 ? (bracketed ?? plain) : whole;
  if (host === undefined || isIP(host) === 0) return undefined;
  return {
    host,
    user,
    port: host === whole ? undefined : port,
    bits: bits === undefined ? undefined : Number(bits),
  };
}

/** Is it a mask of IPv4, `255.255.255.0` or turned round, `0.0.0.255`? */
export function isMask(word: string): boolean {
  if (isIP(word) !== 4) return false;
  const bits = word.split('.').reduce((all, part) => all + Number(part).toString(2).padStart(8, '0'), '');
  return /^1{8,}0*$/.test(bits) || /^0{8,}1+$/.test(bits);
}

/** Why no device has this address; undefined where one may. */
export function whyNoDevice({ host, bits }: Pick<FoundAddress, 'host' | 'bits'>): string | undefined {
  if (bits !== undefined && isNetwork(host, bits)) return 'a network and no device';
  if (isIP(host) === 4) {
    const first = Number(host.split('.')[0]);
    if (first >= 224 || first === 0) return 'no address of a device';
    return host === '127.0.1.1' ? 'this machine itself' : undefined;
  }
  if (/^(?:::|ff|fe00::0?$)/i.test(host) && !/^::ffff:\d/i.test(host)) {
    return host === '::1' ? 'this machine itself' : 'no address of a device';
  }
  return /^fe[89ab]/i.test(host) && !host.includes('%')
    ? 'an address that holds on its link alone'
    : undefined;
}

/** `10.0.0.0/24`, and not `10.0.0.1/24` or `10.0.0.0/31`. */
function isNetwork(host: string, bits: number): boolean {
  if (isIP(host) !== 4 || bits >= 31) return false;
  return numberOf(host) % 2 ** (32 - bits) === 0;
}

/** The addresses of `10.0.0.1-10.0.0.5` or `10.0.0.1-5`, 1,024 at most; undefined: it is no such range. */
export function addressesIn(word: string): readonly string[] | undefined {
  const [, first = '', head = '', last = ''] =
    /^((\d+\.\d+\.\d+\.)\d+)-(\d+|\d+\.\d+\.\d+\.\d+)$/.exec(word) ?? [];
  const end = last.includes('.') ? last : head + last;
  if (isIP(first) !== 4 || isIP(end) !== 4) return undefined;
  const count = numberOf(end) - numberOf(first) + 1;
  if (count < 1 || count > MOST_ADDRESSES) return undefined;
  return Array.from({ length: count }, (_, place) => addressAt(numberOf(first) + place));
}

const MOST_ADDRESSES = 1024;

function numberOf(address: string): number {
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}

function addressAt(number: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join('.');
}
