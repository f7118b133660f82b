import type { Format } from '../inventory.ts';
import { isCsv } from './csv-headings.ts';
import { isHostList, readHostList } from './host-list.ts';
import { isAnsibleIni } from './ini-lines.ts';
import { isSshConfig } from './ssh-config-looks.ts';
import { isAnsibleYaml, isNetmikoTools, isNornir } from './yaml-looks.ts';

/** Every format that netrun reads, under the name that --inventory-format takes. The first that recognises a text reads it. */
export const FORMATS = {
  'ssh-config': {
    kind: 'text',
    recognise: isSshConfig,
    load: async () => (await import('./ssh-config.ts')).readSshConfig,
  },
  csv: { kind: 'text', recognise: isCsv, load: async () => (await import('./csv.ts')).readCsv },
  'ansible-ini': {
    kind: 'text',
    recognise: isAnsibleIni,
    load: async () => (await import('./ansible-ini.ts')).readAnsibleIni,
  },
  list: { kind: 'text', recognise: isHostList, load: async () => readHostList },
  netmiko: {
    kind: 'yaml',
    recognise: isNetmikoTools,
    load: async () => (await import('./netmiko-tools.ts')).readNetmikoTools,
  },
  ansible: {
    kind: 'yaml',
    recognise: isAnsibleYaml,
    load: async () => (await import('./ansible-yaml.ts')).readAnsibleYaml,
  },
  nornir: { kind: 'yaml', recognise: isNornir, load: async () => (await import('./nornir.ts')).readNornir },
  // It stands last: what no other format knows is taken for it, and its errors say how to write it.
  devices: {
    kind: 'yaml',
    recognise: () => true,
    load: async () => (await import('./devices-yaml.ts')).readDevicesYaml,
  },
} as const satisfies Readonly<Record<string, Format>>;

/** A way of writing an inventory. */
export type FormatName = keyof typeof FORMATS;
