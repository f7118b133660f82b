import { ciscoLike } from './cisco-like.ts';
import { MORE } from './pagers.ts';
import type { Platform } from './platform.ts';
import { TO_FILE } from './redirections.ts';
import { VRP_SECRETS } from './secrets.ts';
import { USER_NAME_AND_PASSWORD } from './shell-login.ts';
import { VRP_VOLATILE } from './volatile.ts';

/**
 * Huawei SmartAX OLTs: `enable` has no password, and where a command could go on, `{ <cr>|… }:` wants an Enter; `undo
 * smart` ends that for the session.
 * Source: "SmartAX MA5600T Command Reference", `smart`, `scroll`.
 */
export const huaweiSmartax = {
  ...ciscoLike,
  title: 'Huawei SmartAX',
  modes: {
    ...ciscoLike.modes,
    privileged: { ...ciscoLike.modes.privileged, enter: { mode: 'exec', command: 'enable' } },
    configuration: { ...ciscoLike.modes.configuration, leave: { mode: 'privileged', command: 'return' } },
  },
  shellLogin: USER_NAME_AND_PASSWORD,
  prepare: [
    { command: 'undo smart', purpose: 'paging' },
    { command: 'scroll', purpose: 'paging' },
  ],
  pagers: [
    { pattern: /^\s*\{ ?<cr>.*\}:\s*$/, answer: '\r' },
    { pattern: /^\s*-+ More ?\( ?Press 'Q' to break ?\) ?-+\s*$/i, answer: ' ' },
    MORE,
    { pattern: /\[?YES[/|]NO\]?:?\s*$/i, answer: 'yes\r', isVague: true },
  ],
  refusals: [
    /^\s*Failure: /,
    /^\s*% ?(?:Parameter error|Too many parameters|Unknown command|Incomplete command|Ambiguous command)/i,
  ],
  logout: 'quit',
  readOnly: { commands: ['di[splay]', 'ping', 'tracert'], unless: [TO_FILE] },
  words: {
    'running-config': 'display current-configuration',
    version: 'display version',
    inventory: 'display board 0',
    routes: 'display ip routing-table',
    arp: 'display arp all',
  },
  save: 'save',
  secrets: VRP_SECRETS,
  volatile: VRP_VOLATILE,
} satisfies Platform;

/** Huawei SmartAX in its mode for machines. */
export const huaweiSmartaxMmi = { ...huaweiSmartax, title: 'Huawei SmartAX, MMI mode' } satisfies Platform;
