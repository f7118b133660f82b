import { pause } from './pause.ts';

/**
 * What makes the end of an output hard to see. `lookalike`: stored outputs hold the very prompt, a pause right after
 * it. `syslog`: messages within stored outputs, and one time in three after the prompt. `pager`: paging cannot be
 * switched off.
 */
export type Hostility = 'lookalike' | 'syslog' | 'pager';

/** A message as a device prints it between whatever else it prints. */
export const SYSLOG_LINE =
  '*Mar  1 00:01:02.003: %LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to up';

/** How long the device stops after a false prompt. */
export const HOSTILE_PAUSE_MS = 40;

/**
 * Disturbs an output: after every 7th line one that is the prompt, after every 11th the prompt and a command, after
 * every 13th a message.
 */
export function disturb(output: string, prompt: string, hostile: readonly Hostility[]): string {
  const lookalike = hostile.includes('lookalike');
  const syslog = hostile.includes('syslog');
  if (!lookalike && !syslog) return output;
  const falsePrompt = prompt + pause(HOSTILE_PAUSE_MS);
  let line = 0;
  return output.replaceAll('\n', () => {
    line += 1;
    let added = '\n';
    if (lookalike && line % 7 === 0) added += `${falsePrompt}\n`;
    if (lookalike && line % 11 === 0) added += `${falsePrompt}show version\n`;
    if (syslog && line % 13 === 0) added += `${SYSLOG_LINE}\n`;
    return added;
  });
}
