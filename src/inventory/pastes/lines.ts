import { isIP } from 'node:net';
import { isArgument, isSecretWord } from '../device-keys.ts';
import { findPlatform } from '../device-type.ts';
import { expandHostRange } from '../host-range.ts';
import { splitHostWord } from '../host-word.ts';
import type { Row, Source } from '../inventory.ts';
import { deviceTypeOf } from '../platform-names.ts';
import { addressesIn, type FoundAddress, isMask, readAddress, whyNoDevice } from './addresses.ts';
import { type Left, type Line, linesOf, type Paste, rowOf, type Value } from './paste.ts';
import { hostOfSshCommand } from './ssh-command.ts';

/**
 * Lines with an address or a name in each: lists, /etc/hosts, rows of a table without headings, ARP tables, commands
 * of ssh, notes. What a line has besides is looked at for a name and for what the device is.
 */
export const lines: Paste = {
  recognise: () => true,
  read({ file, text, problems }: Source) {
    const base = problems.texts.add(file, text);
    const all = linesOf(text, base).map((line) => ({ line, found: readLine(line) }));
    const lines = all.filter(({ found }) => !found.left.some(({ why }) => why === COMMENT));
    const full = lines.filter(({ found }) => found.rows.length > 0);
    // In a text that is no list, such as some output, a word by itself is no name of a device.
    const isList = full.length * 2 >= lines.length;
    const { rows, left } = join(
      all.map(({ line, found }) =>
        isList || found.rows.some(({ mapping }) => mapping.entries.has('ip')) || found.rows.length === 0
          ? found
          : leave(line.offset, NOTHING),
      ),
    );
    const said = IN_BRIEF.test(text)
      ? left.map((one) => (one.why === NOTHING ? { ...one, why: ONLY_IN_DETAIL } : one))
      : left;
    return { rows, left: said, platform: 'autodetect', readAs: 'lines with an address or a name each' };
  },
};

/** The headings of `show cdp neighbors` and `show lldp neighbors`. */
const IN_BRIEF =
  /^[ \t]*(?:Device[ -]?ID|Local[ -]?(?:Intf|Interface|Port))[ \t]+.*(?:Hold|Port[ -]?ID|Chassis|System)/im;
const ONLY_IN_DETAIL = 'no address in it; "show cdp neighbors detail" (lldp) prints them';

const COMMENT = 'a comment';

type Found = { readonly rows: readonly Row[]; readonly left: readonly Left[] };

function readLine(line: Line): Found {
  const { offset } = line;
  if (/^\s*(?:[#;!]|\/\/)/.test(line.text)) return leave(offset, COMMENT);
  const command = hostOfSshCommand(line);
  if (command) return { rows: [rowOf(command, offset)], left: [] };
  const text = withoutMarks(line.text.replace(/\s[#!].*$/, '')).replaceAll(/(?<=\w)=(?=\S)/g, ' ');
  const arp = readNeighbour(text, offset);
  if (arp) return arp;
  const parts = splitAt(text, /[,;]/g, offset).map((part) => wordsOf(part.text, part.offset));
  // `r1 10.0.0.1, r2 10.0.0.2` is two devices, `r1,10.0.0.1,Kyiv` one.
  const isOneEach = parts.length > 1 && parts.every((words) => words.filter(isPlace).length === 1);
  if (isOneEach) return join(parts.map((words) => readWords(words, offset)));
  const words = parts.flat();
  if (parts.length > 1 && words.length === parts.length && !words.some(isPlace)) return eachOne(words);
  return readWords(words, offset);
}

/** Bullets, quotes and the bars of tables mean nothing; every letter stays where it is. */
function withoutMarks(text: string): string {
  const plain = text
    .replaceAll(/[“”„‟‘’«»]/g, ' ')
    .replaceAll(/(?<=\d)[–—](?=\d)/g, '-')
    .replaceAll(/\b([a-z]+:\/\/)([^\s/]+)(\/\S*)?/gi, (_, scheme: string, host: string, path = '') =>
      [' '.repeat(scheme.length), host, ' '.repeat(path.length)].join(''),
    )
    .replace(/^\s*(?:[-*•>]|\d+[.)])\s+/, (mark) => ' '.repeat(mark.length));
  const isList = /["'|]/.test(plain);
  const ranged = plain.replaceAll(/\[([^[\]]*)\]/g, (whole, inner: string) =>
    IN_BRACKETS.test(inner) ? whole : ` ${inner} `,
  );
  return ranged.replaceAll(isList ? /["'|{}()[\]]/g : /[(){}<>]/g, ' ');
}

/** A range of names, or an address of IPv6. */
const IN_BRACKETS = /^\w+(?:[-:]\w+)?(?:,\w+(?:[-:]\w+)?)*$|^[\da-f]*:[\da-f:.%]*$/i;

/** What a word of a line may be. */
type Word = Value & {
  readonly meaning:
    | { readonly kind: 'address'; readonly address: FoundAddress }
    | { readonly kind: 'range'; readonly hosts: readonly string[] }
    | { readonly kind: 'type' }
    | { readonly kind: 'host' }
    | { readonly kind: 'label' }
    | { readonly kind: 'mask' | 'other' };
};

function wordsOf(text: string, offset: number): readonly Word[] {
  return splitAt(text, /\s+/g, offset).flatMap(({ text: raw, offset: at }) => {
    const word = raw.replace(/[:=.]+$/, (end) => (/::$/.test(raw) ? end : ''));
    return word === '' ? [] : [{ text: word, offset: at, meaning: meaningOf(word) }];
  });
}

function meaningOf(word: string): Word['meaning'] {
  if (isMask(word)) return { kind: 'mask' };
  const address = readAddress(word);
  if (address) return { kind: 'address', address };
  const hosts = addressesIn(word) ?? rangeOf(word);
  if (hosts) return { kind: 'range', hosts };
  if (LABELS.test(word) || isArgument(word.toLowerCase())) return { kind: 'label' };
  if (findPlatform(deviceTypeOf(word))) return { kind: 'type' };
  return splitHostWord(word) && !/^\d+$/.test(word) && !word.includes('[')
    ? { kind: 'host' }
    : { kind: 'other' };
}

/** Words that tell what stands beside them. */
const LABELS =
  /^(?:ip|ipv4|ipv6|ip-?address|address|addr|addresses|ips|host|hosts|hosts?name|name|identity|sys-?name|interface|platform|nodes|mgmt|management|device|devices|router|routers|switch|switches|loopback\d*|lo\d*)$/i;

/** The names of `sw[01-12]`. */
function rangeOf(word: string): readonly string[] | undefined {
  if (!/\[\w+[-:]\w+\]/.test(word) || !splitHostWord(word)) return undefined;
  const range = expandHostRange(word.replaceAll(/(?<=\[\d+)-(?=\d+\])/g, ':'));
  return 'names' in range ? range.names : undefined;
}

function isPlace({ meaning: { kind } }: Word): boolean {
  return kind === 'address' || kind === 'range';
}

function readWords(words: readonly Word[], offset: number): Found {
  const places = words.filter(isPlace);
  const others = words.filter((word) => !isPlace(word) && word.meaning.kind !== 'mask');
  const [first] = places;
  if (!first) return readNames(words, offset);
  if (others.length === 0) return join(places.map((place) => atPlace(place, {})));
  const name = nameAmong(others, first, words);
  const type = others.find(({ meaning }) => meaning.kind === 'type');
  const unused = others.filter((word) => word !== name && word !== type && word.meaning.kind !== 'label');
  const left: Left[] = [
    ...places.slice(1).map((place) => ({ offset: place.offset, why: SECOND })),
    ...unused.slice(0, 1).map((word) => ({ offset: word.offset, why: UNUSED })),
  ];
  const found = atPlace(first, { name, device_type: type && { ...type, text: deviceTypeOf(type.text) } });
  return found.rows.length === 0 ? found : join([found, { rows: [], left }]);
}

const SECOND = 'a second address of the same line';
const UNUSED = 'taken without some words; a line of headings above would name them';

/** Beside the address, and rather one that looks like a name of a device than any word. */
function nameAmong(others: readonly Word[], address: Word, all: readonly Word[]): Word | undefined {
  const places = new Map(all.map((word, place) => [word, place]));
  const placeOf = (word: Word) => places.get(word) ?? 0;
  const far = (word: Word) => {
    const distance = placeOf(word) - placeOf(address);
    // A name stands before its address rather than behind it, but for /etc/hosts, where that is first.
    return Math.abs(distance) + (distance > 0 ? 0.5 : 0);
  };
  const isFree = (word: Word) =>
    word.meaning.kind === 'host' &&
    !isOfOther(all[placeOf(word) - 1]?.text ?? '') &&
    // That word is none itself, but sw1.token-ring.example.net may be.
    !(isOfOther(word.text) && /^[a-z]+$/i.test(word.text));
  const near = others.filter(isFree).toSorted((a, b) => far(a) - far(b));
  const called = near.find((word) => NAME_LABEL.test(all[placeOf(word) - 1]?.text ?? ''));
  if (called) return called;
  const likely = near.find(({ text }) => /[a-z]/i.test(text) && /[\d._-]/.test(text));
  return likely ?? (others.length <= MOST_WORDS ? near[0] : undefined);
}

const NAME_LABEL = /^(?:name|host-?name|identity|sys-?name|device-?name)$/i;

/** Does a word say that the next one is a secret, a user or the like, and so no name? */
function isOfOther(word: string): boolean {
  const key = word.toLowerCase();
  const isOfPlace = NAME_LABEL.test(key) || /^(?:ip|host)$/.test(key);
  return isSecretWord(key) || (isArgument(key) && !isOfPlace) || /^(?:user|login|account)$/.test(key);
}

/** In a longer line a plain word is no name but a part of a sentence. */
const MOST_WORDS = 2;

function atPlace(place: Word, values: Readonly<Record<string, Value | undefined>>): Found {
  const { meaning, offset } = place;
  if (meaning.kind === 'range') {
    return { rows: meaning.hosts.map((text) => rowOf({ host: { text, offset } }, offset)), left: [] };
  }
  if (meaning.kind !== 'address') throw new Error(`${meaning.kind} is no place of a device`);
  const { host, user, port } = meaning.address;
  const isOurs = /^(?:localhost|broadcasthost$|ip6-)/.test(values.name?.text ?? '') && port === undefined;
  const why = isOurs ? 'this machine itself' : whyNoDevice(meaning.address);
  if (why !== undefined) return leave(offset, why);
  const at = (text: string | undefined) => (text === undefined ? undefined : { text, offset });
  const own = { ...values, ip: at(host), username: at(user), port: at(port) };
  return { rows: [rowOf(own, offset)], left: [] };
}

/** A line without an address: a name alone, a name and what it is, or names that look like names of devices. */
function readNames(words: readonly Word[], offset: number): Found {
  const [first, second, third] = words;
  if (!first) return leave(offset, NOTHING);
  const isHost = (word: Word) => word.meaning.kind === 'host';
  const isAlone = !second || (second.meaning.kind === 'type' && !third);
  if (isAlone && (isHost(first) || (!second && first.meaning.kind === 'type'))) {
    const type = second && { ...second, text: deviceTypeOf(second.text) };
    return { rows: [hostRow(first, type)], left: [] };
  }
  const isName = (word: Word) => isHost(word) && /\d/.test(word.text) && /[a-z]/i.test(word.text);
  return words.every(isName) ? eachOne(words) : leave(offset, NOTHING);
}

const NOTHING = 'no address in it';

function eachOne(words: readonly Word[]): Found {
  return join(
    words.map((word) =>
      word.meaning.kind === 'host'
        ? { rows: [hostRow(word, undefined)], left: [] }
        : leave(word.offset, 'no name of a device'),
    ),
  );
}

function hostRow({ text, offset }: Word, type: Value | undefined): Row {
  const { user, host = text, port } = splitHostWord(text) ?? {};
  const at = (value: string | undefined) => (value === undefined ? undefined : { text: value, offset });
  return rowOf({ host: at(host), username: at(user), port: at(port), device_type: type }, offset);
}

/** A row of an ARP or neighbour table, in which no word but the first can be a name: `r1 (10.0.0.1) at aa:bb…`. */
function readNeighbour(text: string, offset: number): Found | undefined {
  const words = splitAt(text, /[\s,]+/g, offset);
  const isIncomplete = words.some((word) => /^incomplete$|^FAILED$/i.test(word.text));
  if (!isIncomplete && !words.some((word) => MAC.test(word.text))) return undefined;
  const found = words.find((word) => isIP(word.text) !== 0);
  if (!found) return undefined;
  if (isIncomplete) return leave(offset, 'an address that does not answer');
  // `Internet  10.0.0.1  -  aabb.cc00.0100  ARPA`
  if (/^\s*Internet\s+\S+\s+-\s/.test(text)) return leave(offset, 'an address of the device that printed it');
  const why = whyNoDevice({ host: found.text, bits: undefined });
  if (why !== undefined) return leave(found.offset, why);
  const [first, second] = words;
  const isNamed = second === found && first && /[a-z]/i.test(first.text) && /\bat\b/.test(text);
  return { rows: [rowOf({ name: isNamed ? first : undefined, ip: found }, offset)], left: [] };
}

const MAC =
  /^(?:(?:[\da-f]{1,2}[:-]){5}[\da-f]{1,2}|(?:[\da-f]{4}[.-]){2}[\da-f]{4}|[\da-f]{6}-[\da-f]{6})$/i;

function leave(offset: number, why: string): Found {
  return { rows: [], left: [{ offset, why }] };
}

function join(parts: readonly Found[]): Found {
  return { rows: parts.flatMap(({ rows }) => rows), left: parts.flatMap(({ left }) => left) };
}

/** The parts of a text between separators, where there is something in them. */
function splitAt(text: string, separator: RegExp, offset: number): readonly Value[] {
  const parts: Value[] = [];
  let start = 0;
  let seen = 0;
  let isInBrackets = false;
  const keep = (end: number) => {
    const part = text.slice(start, end);
    if (part.trim() !== '') parts.push({ text: part, offset: offset + start });
  };
  for (const { 0: found, index } of text.matchAll(separator)) {
    for (; seen < index; seen++) {
      if (text[seen] === '[') isInBrackets = true;
      else if (text[seen] === ']') isInBrackets = false;
    }
    // A comma in brackets belongs to a range: sw[01-12,14].
    if (isInBrackets) continue;
    keep(index);
    start = index + found.length;
  }
  keep(text.length);
  return parts;
}
