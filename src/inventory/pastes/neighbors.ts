import { DETECTION } from '../../platforms/index.ts';
import type { Row, Source } from '../inventory.ts';
import { readAddress, whyNoDevice } from './addresses.ts';
import { type Left, type Line, linesOf, type Paste, rowOf, type Value } from './paste.ts';

/** What `show cdp neighbors detail`, `show lldp neighbors detail` and their kin print: a block for each neighbour. */
export const neighbors: Paste = {
  recognise: (text) => NAME.test(text) && ADDRESS_KEY.test(text),
  read({ file, text, problems }: Source) {
    const base = problems.texts.add(file, text);
    const rows: Row[] = [];
    const left: Left[] = [];
    const seen = new Set<string>();
    for (const block of blocksOf(linesOf(text, base))) {
      const { name, addresses, type, isPhone, offset } = readBlock(block);
      const [address] = addresses;
      const who = name?.text ?? address?.text;
      if (who === undefined) {
        if (block.some(({ text: line }) => START.test(line)))
          left.push({ offset, why: 'a neighbour without a name and an address' });
      } else if (seen.has(who) || seen.has(address?.text ?? who))
        left.push({ offset, why: 'a neighbour once more, on another link' });
      else if (isPhone) left.push({ offset, why: 'a telephone' });
      else if (!address) left.push({ offset, why: 'a neighbour without an address' });
      else {
        rows.push(rowOf({ name, ip: address, device_type: type }, offset));
        seen.add(who).add(address.text);
      }
    }
    return { rows, left, platform: 'autodetect', readAs: 'neighbours of CDP or LLDP, in detail' };
  },
};

const NAME = /^[ \t+-]*(?:Device[ -]?ID|System[ -]?Name|SysName)[ \t]*(?:[:=]|\.\.)/im;
const ADDRESS_KEY =
  /^[ \t+-]*(?:(?:IP|IPv4|IPv6|Management|Mgmt|Entry|Interface)\b.*addr|IP[ \t]*:|MgmtIP[ \t]*:|Address[ \t]*:)/im;

/** Begins a neighbour, whatever stood before. */
const START =
  /^[ \t+-]*(?:Device[ -]?ID|Chassis[ -]?ID|Chassis type|Neighbou?r index|LLDP neighbou?r-information|LLDP Neighbor Information|Neighbor [\da-f.:]+\/)/i;
const SEPARATOR = /^\s*[-=*]{5,}\s*$|^Interface.*(?:detected|via:)|has \d+ neighbou?r/i;

function blocksOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const blocks: Line[][] = [];
  let isOpen = false;
  for (const line of lines) {
    const isStart = START.test(line.text);
    const last = blocks.at(-1);
    // "Chassis ID type" and "Chassis ID" are two lines of the same neighbour, as are those between two separators.
    const isAnother = isStart && last?.some(({ text }) => NAME.test(text) || ADDRESS_LINE.test(text));
    if (!last || !isOpen || SEPARATOR.test(line.text) || isAnother) blocks.push([line]);
    else last.push(line);
    isOpen = true;
  }
  return blocks;
}

const ADDRESS_LINE =
  /^[ \t+-]*(?:IP(?:v4|v6)?(?:[ \t]+address)?|Address|MgmtIP|(?:Management|Mgmt)[ \t]+(?:IP[ \t]+)?Address(?:es|\(es\)|[ \t]+value|[ \t]*\(IPv[46]\))?)[ \t]*(?:[:=]|\.{2,})[ \t]*"?(?<address>[\da-f.:]*[\da-f])/i;

/** Nothing, or a MAC address. */
const NO_NAME = /^(?:N\/A|not |null\b|-|[\da-f]{2}[ :-][\da-f]{2}[ :-])/i;

type Neighbour = {
  readonly name: Value | undefined;
  /** The best one first. */
  readonly addresses: readonly Value[];
  readonly type: Value | undefined;
  readonly isPhone: boolean;
  readonly offset: number;
};

function readBlock(block: readonly Line[]): Neighbour {
  const names: { readonly isBest: boolean; readonly value: Value }[] = [];
  const addresses: { readonly rank: number; readonly value: Value }[] = [];
  let isManagement = false;
  for (const { text, offset } of block) {
    const [, key = '', name] =
      /^[ \t+-]*(Device[ -]?ID|System[ -]?Name|SysName)[ \t]*(?:[:=]|\.{2,})[ \t]*"?([^\s"(]+)/i.exec(text) ??
      [];
    if (name !== undefined && /\w/.test(name) && !NO_NAME.test(text.slice(text.indexOf(name, key.length)))) {
      const value = { text: name, offset: offset + text.indexOf(name, key.length) };
      names.push({ isBest: !/^device/i.test(key), value });
    }
    if (/^[ \t+-]*(?:Management|Mgmt)/i.test(text)) isManagement = true;
    else if (/^[ \t+-]*(?:Entry|Interface) address/i.test(text)) isManagement = false;
    const address = ADDRESS_LINE.exec(text)?.groups?.address;
    if (address === undefined) continue;
    const read = readAddress(address);
    if (!read || whyNoDevice(read)) continue;
    const rank = Number(!isManagement) + 2 * Number(read.host.includes(':'));
    addresses.push({ rank, value: { text: read.host, offset: offset + text.indexOf(address) } });
  }
  const text = block.map((line) => line.text.trim()).join('\n');
  const described = descriptionIn(text);
  const platform = DETECTION.signs.find(({ pattern }) => pattern.test(described))?.platform;
  const head = block.find((line) => START.test(line.text) || NAME.test(line.text)) ?? block[0];
  const offset = head?.offset ?? 0;
  return {
    name: (names.find(({ isBest }) => isBest) ?? names[0])?.value,
    addresses: addresses.toSorted((a, b) => a.rank - b.rank).map(({ value }) => value),
    type: platform === undefined ? undefined : { text: platform, offset },
    isPhone:
      /^.*\bCapabilit(?:y|ies)\b.*\bPhone\b|^[ \t-]*Enabled Capabilities\s*:.*\bT(?:elephone)?\b/im.test(
        text,
      ),
    offset,
  };
}

/** What a neighbour says of its system, and nothing of what others call its ports. */
function descriptionIn(text: string): string {
  const parts = text.matchAll(
    /^[ +-]*(?:Version|System Description|SysDescr|Platform|Software version)[ \t.]*[:=][ \t]*\n?"?(.*(?:\n(?![^:\n]{1,30}:)[^\n]+){0,4})/gim,
  );
  return [...parts].map(([, part = '']) => part).join('\n');
}
