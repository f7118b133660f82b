import type { Platform } from './platform.ts';

/** Linux and other Unix hosts with a POSIX shell; privilege by sudo, only where a secret is given. */
export const linux = {
  title: 'Linux',
  modes: {
    user: { prompt: /^(?:\([^)]*\) ?)?(?:[^\s@$#%>]*@)?(?<name>[\w.-]*)[^$#%>]*[$%>] ?$/ },
    root: {
      prompt: /^(?:\([^)]*\) ?)?(?:[^\s@$#%>]*@)?(?<name>[\w.-]*)[^$#%>]*# ?$/,
      enter: {
        mode: 'user',
        command: 'sudo -s',
        secretPrompt: /^(?:\[sudo\b[^\]]*\][^:]+|password):\s*$/i,
      },
    },
  },
  privileged: 'root',
  enable: 'with-secret',
  prepare: [],
  enter: '\r',
  terminal: { type: 'dumb', columns: 511, rows: 1000 },
  pagers: [
    { pattern: /^--More--(?:\(\d+%\))?\s*$/, answer: ' ' },
    { pattern: /^(?:lines \d+-\d+(?:\/\d+)?|:|\S+ line \d+.*)\s*$/, answer: ' ', isVague: true },
    { pattern: /^(?:lines \d+-\d+.* )?\(END\)\s*$/, answer: 'q', isVague: true },
  ],
  question: /(?:\[(?:y\/n|yes\/no)\]|\((?:y\/n|yes\/no)[^)]*\))\s?[:?]?\s*$/i,
  refusals: [/^(?:-?\w*sh: )?(?:line )?(?:\d+: )?\S+: (?:command )?not found\s*$/],
  typeAhead: false,
  readOnly: /^(?!)/,
  logout: 'exit',
} satisfies Platform;
