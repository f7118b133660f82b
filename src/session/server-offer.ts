import type { Duplex } from 'node:stream';
import type { AlgorithmLists } from '../model/examination.ts';
import { isKeyExchange } from './algorithms.ts';

/** What a server says of itself before anything is encrypted. */
interface OfferListener {
  /** The line with which it names itself, such as `SSH-2.0-OpenSSH_9.2`. */
  identified(text: string): void;
  offered(offer: AlgorithmLists): void;
}

/** Reads along on a new connection until the server has said which algorithms it offers. */
export function overhearOffer(socket: Duplex, listener: OfferListener): void {
  let said: Buffer = Buffer.alloc(0);
  /** Where its packets begin; undefined: it has not named itself. */
  let packets: number | undefined;
  const listen = (data: Buffer) => {
    said = Buffer.concat([said, data]);
    if (packets === undefined) {
      const line = IDENTIFICATION.exec(said.toString('latin1'));
      if (!line?.[1]) return stopWhereTooLong();
      packets = line.index + line[0].length;
      listener.identified(line[1]);
    }
    const lists = keyExchangeLists(said.subarray(packets), 'C->S');
    if (!lists) return stopWhereTooLong();
    socket.off('data', listen);
    listener.offered(lists);
  };
  const stopWhereTooLong = () => {
    if (said.length > MOST_KEPT) socket.off('data', listen);
  };
  socket.on('data', listen);
}

/**
 * Keeps what a server says until `forget` is called, since ssh2 does not tell what the server offered.
 * @returns `offer` reads it: undefined where there is no offer in it
 */
export function keepOffer(socket: Duplex): {
  offer(way: Way): AlgorithmLists | undefined;
  forget(): void;
} {
  let said: Buffer[] = [];
  let length = 0;
  const listen = (data: Buffer) => {
    said.push(data);
    length += data.length;
    if (length > MOST_KEPT) socket.off('data', listen);
  };
  socket.on('data', listen);
  return {
    offer(way) {
      const all = Buffer.concat(said);
      const line = IDENTIFICATION.exec(all.toString('latin1'));
      return line ? keyExchangeLists(all.subarray(line.index + line[0].length), way) : undefined;
    },
    forget() {
      socket.off('data', listen);
      said = [];
    },
  };
}

/** RFC 4253, section 4.2: other lines may come before. */
const IDENTIFICATION = /(?:^|\n)(SSH-[^\r\n]*)\r?\n/;

/** What each side is to read at least (RFC 4253, section 6.1). */
const MOST_KEPT = 35_000;

/** The lists of an SSH_MSG_KEXINIT (RFC 4253, sections 6 and 7.1); undefined where it is not there as a whole. */
function keyExchangeLists(packet: Buffer, way: Way): AlgorithmLists | undefined {
  if (packet.length < 4 || packet.length < 4 + packet.readUInt32BE(0)) return undefined;
  if (packet[5] !== SSH_MSG_KEXINIT) return undefined;
  const lists: Partial<Record<(typeof LISTS)[number], readonly string[]>> = {};
  let at = 6 + COOKIE_BYTES;
  for (const name of LISTS) {
    if (at + 4 > packet.length) return undefined;
    const end = at + 4 + packet.readUInt32BE(at);
    if (end > packet.length) return undefined;
    lists[name] = packet
      .toString('latin1', at + 4, end)
      .split(',')
      .filter((one) => one !== '');
    at = end;
  }
  const {
    kex = [],
    hostKey = [],
    [`cipher ${way}` as const]: cipher = [],
    [`mac ${way}` as const]: mac = [],
  } = lists;
  return { kex: kex.filter(isKeyExchange), hostKey, cipher, mac };
}

const SSH_MSG_KEXINIT = 20;
const COOKIE_BYTES = 16;
/** Their order. */
const LISTS = ['kex', 'hostKey', 'cipher C->S', 'cipher S->C', 'mac C->S', 'mac S->C'] as const;

/** Of what is sent: by the client, or by the server. Both are the same as a rule. */
export type Way = 'C->S' | 'S->C';
