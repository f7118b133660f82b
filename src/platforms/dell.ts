import { ciscoLike, ciscoLikeWithoutEnable } from './cisco-like.ts';
import { ANY_KEY, MORE, MORE_OR_QUIT, MORE_SPACE } from './pagers.ts';
import type { Platform } from './platform.ts';

/**
 * Dell Networking OS9 and Force10 FTOS: a login banner may have to be acknowledged.
 * Source: "Dell Command-Line Reference Guide for OS9", `banner login acknowledgment`.
 */
export const dellOs9 = {
  ...ciscoLike,
  title: 'Dell OS9 and Force10',
  pagers: [
    ...ciscoLike.pagers,
    { pattern: /acknowledge the above statement\?? ?\[y\/n\]:?\s*$/i, answer: 'y\r' },
  ],
} satisfies Platform;

/** Dell N series, OS6. */
export const dellOs6 = { ...ciscoLike, title: 'Dell OS6' } satisfies Platform;

/** Dell SmartFabric OS10. */
export const dellOs10 = {
  ...ciscoLike,
  title: 'Dell OS10',
  refusals: [...ciscoLike.refusals, /^An invalid interface\b/],
} satisfies Platform;

/**
 * Dell PowerConnect: some models know `terminal datadump`, others `terminal length 0`, so nothing is sent and the pager
 * is answered.
 */
export const dellPowerConnect = {
  ...ciscoLike,
  title: 'Dell PowerConnect',
  prepare: [],
  pagers: [MORE_SPACE, MORE_OR_QUIT, MORE, ANY_KEY],
} satisfies Platform;

/** Dell Enterprise SONiC: a login ends in the management command line, or in a Linux shell from which `sonic-cli` leads there. */
export const dellSonic = {
  ...ciscoLikeWithoutEnable,
  title: 'Dell Enterprise SONiC',
  modes: {
    privileged: { prompt: /^(?<name>\w[\w.-]{0,62})# ?$/, enter: { mode: 'shell', command: 'sonic-cli' } },
    configuration: {
      prompt: /^(?<name>\w[\w.-]{0,62})\([^()]*\)# ?$/,
      leave: { mode: 'privileged', command: 'end' },
    },
    shell: { prompt: /^[\w.-]+@(?<name>\w[\w.-]{0,62}):[^#$]*[#$] ?$/ },
  },
  privileged: 'privileged',
  enable: 'always',
} satisfies Platform;
