import type { Transcript } from '../transcript.ts';
import { linux } from './linux.ts';

/** NVIDIA Cumulus Linux: the management VRF stands in the prompt. */
export const cumulusLinux: Transcript = {
  ...linux,
  namePrefix: 'leaf',
  prompts: {
    user: ({ name, username }) => `${username}@${name}:mgmt:~$ `,
    root: ({ name, username }) => `root@${name}:mgmt:/home/${username}# `,
  },
};

/** F5 BIG-IP with a shell: the state of the unit stands in the prompt. */
export const f5Linux: Transcript = {
  ...linux,
  namePrefix: 'bigip',
  prompts: {
    user: ({ name, username }) => `[${username}@${name}:Active:Standalone] ~ $ `,
    root: ({ name }) => `[root@${name}:Active:Standalone] ~ # `,
  },
};

/** Isilon OneFS: `sudo su`, and a prompt of zsh's. */
export const dellIsilon: Transcript = {
  ...linux,
  namePrefix: 'isilon-',
  prompts: { user: ({ name }) => `${name}$ `, root: ({ name }) => `${name}# ` },
  commands: [...linux.commands, { syntax: 'sudo su', modes: ['user', 'root'], answer: { type: 'elevate' } }],
};
