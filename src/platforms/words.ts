/** Words that mean the same on every platform, each with what it asks for; `@version` is typed in place of a command. */
export const WORDS = {
  'running-config': 'the configuration that is in force',
  version: 'software and hardware',
  interfaces: 'interfaces and their state',
  neighbors: 'neighbours by LLDP or CDP',
  inventory: 'parts and serial numbers',
  routes: 'the routing table',
  mac: 'the table of MAC addresses',
  arp: 'the ARP table',
} as const;

/** A word that means the same on every platform. */
export type Word = keyof typeof WORDS;
