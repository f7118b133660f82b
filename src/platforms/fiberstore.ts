import { ciscoLike, ciscoLikeWithoutEnable } from './cisco-like.ts';
import type { Platform } from './platform.ts';
import { USER_NAME_AND_PASSWORD } from './shell-login.ts';

/** FS.COM FSOS: the first of its kind. */
export const fiberstoreFsos = {
  ...ciscoLikeWithoutEnable,
  title: 'FS FSOS',
  shellLogin: USER_NAME_AND_PASSWORD,
  save: 'copy running-config startup-config',
} satisfies Platform;

/** FS.COM FSOS since the S3900 series: `Switch_config#` in configuration mode. */
export const fiberstoreFsosv2 = {
  ...ciscoLike,
  title: 'FS FSOS v2',
  modes: {
    exec: ciscoLike.modes.exec,
    configuration: {
      prompt: /^(?<name>[\w.@/:+-]{1,63}?)(?:_config\w*|\([^()]*\))#\s?$/,
      leave: { mode: 'privileged', command: 'exit' },
    },
    privileged: ciscoLike.modes.privileged,
  },
  prepare: [
    { command: 'terminal width 256', purpose: 'width' },
    { command: 'terminal length 0', purpose: 'paging' },
  ],
  terminal: { ...ciscoLike.terminal, columns: 256 },
  words: {
    ...ciscoLike.words,
    interfaces: 'show interface brief',
    routes: 'show ip route',
    mac: 'show mac address-table',
    arp: 'show arp',
  },
  save: 'write',
} satisfies Platform;

/** FS.COM switches with NetworkOS. */
export const fiberstoreNetworkos = {
  ...ciscoLike,
  title: 'FS NetworkOS',
} satisfies Platform;
