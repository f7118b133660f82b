import { linux } from './linux.ts';
import type { Platform } from './platform.ts';

/** NVIDIA Cumulus Linux. */
export const cumulusLinux = {
  ...linux,
  title: 'NVIDIA Cumulus Linux',
  refusals: [
    ...linux.refusals,
    /^% (?:Unknown command|Command incomplete)/,
    /^Error: .* (?:is not|invalid)\b/,
  ],
} satisfies Platform;

/** Corelight sensors. */
export const corelightLinux = { ...linux, title: 'Corelight' } satisfies Platform;

/** Edgecore SONiC: its commands are programs of the shell. */
export const edgecoreSonic = {
  ...linux,
  title: 'Edgecore SONiC',
  refusals: [...linux.refusals, /^Error: (?:No such (?:command|option)|Missing argument|Got unexpected)/],
} satisfies Platform;

/** Open vSwitch hosts. */
export const ovsLinux = { ...linux, title: 'Open vSwitch' } satisfies Platform;

/** F5 BIG-IP with a shell: the state of the unit stands behind the host name. */
export const f5Linux = {
  ...linux,
  title: 'F5 BIG-IP, shell',
} satisfies Platform;

/** Dell EMC Isilon OneFS: a FreeBSD shell. */
export const dellIsilon = {
  ...linux,
  title: 'Dell EMC Isilon OneFS',
  modes: {
    user: linux.modes.user,
    root: { ...linux.modes.root, enter: { ...linux.modes.root.enter, command: 'sudo su' } },
  },
} satisfies Platform;
