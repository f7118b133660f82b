import type { Platform } from '../../platforms/platform.ts';
import type { Word } from '../../platforms/words.ts';
import { readLine } from '../command-line.ts';
import type { Command, Facts, Transcript } from '../transcript.ts';

/** A transcript that also knows what its platform has for each word, such as `@routes`. */
export function withWords(transcript: Transcript, { words }: Platform): Transcript {
  const isKnown = (line: string) => readLine(line, transcript.commands, transcript.words).type === 'command';
  const modes = Object.keys(transcript.prompts);
  const all: readonly (readonly [string, string])[] = Object.entries(words);
  const missing = new Map(all.filter(([, line]) => !isKnown(line)).map(([word, line]) => [line, word]));
  const commands = [...missing].map(([line, word]): Command => {
    const tell = TEXTS[word as Word]; // the keys of `words` are words
    return { syntax: line, modes, answer: (facts) => ({ type: 'print', output: tell(facts) }) };
  });
  return { ...transcript, commands: [...transcript.commands, ...commands] };
}

const TEXTS: Readonly<Record<Word, (facts: Facts) => string>> = {
  'running-config': ({ name, index }) => `hostname ${name}\ninterface 1\n address 10.${index % 256}.1.1/24\n`,
  version: ({ name }) => `System name : ${name}\nSoftware    : 1.0\n`,
  interfaces: ({ index }) =>
    table(['interface', 'address', 'state'], ['1', `10.${index % 256}.1.1/24`, 'up'], ['2', '-', 'down']),
  neighbors: () => table(['local port', 'neighbor', 'its port'], ['1', 'core', '24']),
  inventory: ({ index }) =>
    table(['part', 'serial number'], ['chassis', `LAB${String(index).padStart(7, '0')}`]),
  routes: ({ index }) =>
    table(
      ['network', 'gateway', 'port'],
      ['0.0.0.0/0', `10.${index % 256}.1.254`, '1'],
      [`10.${index % 256}.1.0/24`, '-', '1'],
    ),
  mac: () => table(['vlan', 'address', 'port'], ['1', '02:00:00:00:00:fe', '1']),
  arp: ({ index }) =>
    table(['address', 'mac', 'port'], [`10.${index % 256}.1.254`, '02:00:00:00:00:fe', '1']),
};

function table(...rows: readonly (readonly string[])[]): string {
  return rows
    .map(
      (row) =>
        `${row
          .map((cell) => cell.padEnd(16))
          .join('')
          .trimEnd()}\n`,
    )
    .join('');
}
