/** A program that is to be started again and again, in a surrounding that has nothing of a user's. */
export type ScheduledJob = {
  /** Absolute. */
  readonly folder: string;
  readonly variables: readonly (readonly [name: string, value: string])[];
  /** The program and its arguments, as the system takes them. */
  readonly words: readonly string[];
};

/** When it is started, in both languages. */
export type Schedule = {
  /** The five fields of crontab(5). */
  readonly crontab: string;
  /** As systemd.time(7) writes it. */
  readonly calendar: string;
};

/** `15m`, `2h` or `1d`; undefined: it is none of them, or one that no clock comes round to. */
export function readSchedule(text: string): Schedule | undefined {
  const [, digits = '', unit] = /^(\d{1,2})([mhd])$/.exec(text) ?? [];
  const number = Number(digits);
  if (number === 0) return undefined;
  if (unit === 'm' && 60 % number === 0) return { crontab: `*/${number} * * * *`, calendar: `*:0/${number}` };
  if (unit === 'h' && 24 % number === 0)
    return { crontab: `0 */${number} * * *`, calendar: `0/${number}:00` };
  // The night, when devices have time and clocks are not set.
  return unit === 'd' && number === 1 ? { crontab: '0 4 * * *', calendar: '04:00' } : undefined;
}

/** A line of crontab(5); there may be no line break in the job. */
export function crontabLine({ folder, variables, words }: ScheduledJob, { crontab }: Schedule): string {
  const set = variables.map(([name, value]) => `${name}=${shellWord(value)} `).join('');
  const command = `cd ${shellWord(folder)} && ${set}${words.map(shellWord).join(' ')}`;
  return `${crontab} ${forCrontab(command)}\n`;
}

/** A word of sh(1). */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * cron makes a line break of a percent sign without a backslash before it, and takes that backslash away. It counts no
 * backslash that another one stands before, so the two are kept apart by an end and a beginning of quotes.
 */
function forCrontab(command: string): string {
  return command.replaceAll(/(\\?)%/g, (_, before: string) => (before ? "\\''\\%" : '\\%'));
}

/** A systemd.service(5). */
export function systemdService({ folder, variables, words }: ScheduledJob): string {
  const lines = [
    '[Unit]',
    `Description=${specifiers(words.slice(2).join(' '))}`,
    'Wants=network-online.target',
    'After=network-online.target',
    '',
    '[Service]',
    'Type=oneshot',
    `WorkingDirectory=${specifiers(folder)}`,
    ...variables.map(([name, value]) => `Environment=${systemdWord(`${name}=${value}`)}`),
    `ExecStart=${words.map((word) => systemdWord(word).replaceAll('$', () => '$$')).join(' ')}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** A systemd.timer(5) for the service of the same name. */
export function systemdTimer({ calendar }: Schedule): string {
  const lines = [
    '[Unit]',
    'Description=netrun',
    '',
    '[Timer]',
    `OnCalendar=${calendar}`,
    'Persistent=true',
    '',
    '[Install]',
    'WantedBy=timers.target',
  ];
  return `${lines.join('\n')}\n`;
}

/** As systemd.syntax(7) quotes; `$` means something in commands alone. */
function systemdWord(word: string): string {
  return `"${specifiers(word).replaceAll(/["\\]/g, '\\$&')}"`;
}

function specifiers(text: string): string {
  return text.replaceAll('%', '%%');
}
