import type { Platform } from './platform.ts';

/** Linux and other Unix hosts with a POSIX shell; privilege by sudo, only where a secret is given. */
export const linux = {
  title: 'Linux',
  modes: {
    user: { prompt: /^(?:\S{0,40}\s?)?(?<name>[^\s:$#%>]*)(?::[^$#%>]*)?\s?[$%>] ?$/ },
    root: {
      prompt: /^(?:\S{0,40}\s?)?(?<name>[^\s:$#%>]*)(?::[^$#%>]*)?\s?# ?$/,
      enter: { mode: 'user', command: 'sudo -s', secretPrompt: /^(?:\[sudo\] password for [^:]+|password):\s*$/i },
    },
  },
  privileged: 'root',
  enable: 'with-secret',
  prepare: [],
  enter: '\r',
  terminal: { type: 'dumb', columns: 511, rows: 1000 },
  pager: { pattern: /^(?:--More--(?:\(\d+%\))?|lines \d+-\d+.*|:|\(END\))\s*$/, answer: ' ' },
  question: /(?:\[(?:y\/n|yes\/no)\]|\((?:y\/n|yes\/no)[^)]*\))\s?[:?]?\s*$/i,
  refusals: [/^(?:-?\w*sh: )?(?:line )?(?:\d+: )?\S+: (?:command )?not found\s*$/],
  logout: 'exit',
} satisfies Platform;
