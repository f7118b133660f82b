import type { Format } from '../inventory.ts';

/** Every format that netrun reads, under the name that --inventory-format takes. The first that recognises a text reads it. */
export const FORMATS = {
  // It stands last: what no other format knows is taken for it, and its errors say how to write it.
  devices: {
    kind: 'yaml',
    recognise: () => true,
    load: async () => (await import('./devices-yaml.ts')).readDevicesYaml,
  },
} as const satisfies Readonly<Record<string, Format>>;
