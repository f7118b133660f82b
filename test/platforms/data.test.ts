import { describe, expect, test } from 'vitest';
import { findPlatform } from '../../src/inventory/device-type.ts';
import { TRANSCRIPTS } from '../../src/lab/transcripts/index.ts';
import { PLATFORMS, type PlatformName, platform } from '../../src/platforms/index.ts';

const NAMES = Object.keys(PLATFORMS) as PlatformName[];

describe('the table', () => {
  test("has netmiko's 154 SSH types and its three names for whatever it is", () => {
    const others = ['terminal_server', 'autodetect'];
    const types = NAMES.filter((name) => !others.includes(name));
    expect(types).toHaveLength(154);
    const accepted = [...types, ...types.map((name) => `${name}_ssh`), ...others];
    expect(new Set(accepted).size).toBe(310);
    expect(accepted.filter((name) => findPlatform(name) === undefined)).toEqual([]);
  });

  test.each([
    ['cisco_ios', 'cisco_xe'],
    ['hp_procurve', 'aruba_osswitch'],
    ['hp_comware', 'h3c_comware'],
    ['huawei', 'huawei_vrp'],
    ['juniper', 'juniper_junos'],
    ['extreme', 'extreme_exos'],
    ['f5_ltm', 'f5_tmsh'],
    ['generic', 'terminal_server'],
  ] as const)('means the same by %s and %s', (one, other) => {
    expect(PLATFORMS[one]).toBe(PLATFORMS[other]);
  });

  test('has a transcript for every platform', () => {
    expect(Object.keys(TRANSCRIPTS).sort()).toEqual([...NAMES].sort());
  });

  test('has a title of its own for every platform', () => {
    const titles = new Set(NAMES.map((name) => platform(name).title));
    expect(titles.size).toBe(new Set(NAMES.map((name) => PLATFORMS[name])).size);
  });
});

/** Every command of a login. Each was looked up: it holds for the session, and is in no configuration. */
const SESSION_ONLY: readonly string[] = [
  ...['terminal length 0', 'term len 0', 'terminal width 132', 'terminal width 256', 'terminal width 511'],
  ...['terminal width 512', 'terminal datadump', 'terminal more disable', 'terminal more off'],
  ...['terminal page-break disable', 'terminal pager 0', 'terminal raw-output', 'no page', 'no paging'],
  ...['no pager', 'no pause', 'no cli-paging', 'no cli session paging enable', 'skip-page-display'],
  ...['page-off', 'pager off', 'more off', 'paginate false', 'rows 0', 'scroll', 'undo smart'],
  ...['screen-length 0 temporary', 'screen-length disable', 'screen-length 0', 'screen-width 511'],
  ...['complete-on-space false', 'disable clipaging', 'set cli complete-on-space off'],
  ...['set cli screen-length 0', 'set cli screen-width 511', 'set cli mode -page OFF', 'set cli pager off'],
  ...['set cli scripting-mode on', 'set cli terminal width 500', 'set clienv rows 0'],
  ...['set console page 0', 'set screen length 0', 'set screen width 511', 'set session more off'],
  ...['set terminal length 0', 'set terminal width 512', 'set terminal pager disable'],
  ...['system shell session set more off', 'environment cli-engine type basic'],
  ...['environment complete-on-space false', 'environment more false', 'environment console width 512'],
  'environment no more',
];

/** What configures or keeps something, on whatever platform. */
const CONFIGURES =
  /^(?:conf|edit|modify|write|copy|save|commit|delete|add|create|console|system-view|clear|reset|undo (?!smart)|set (?:system|length|output|interface|password)|.*\b(?:save|permanent|startup)\b)/;

/** Platforms whose pager is switched off in the configuration, or for good: it is answered. */
const PAGER_IN_CONFIGURATION: readonly PlatformName[] = [
  ...(['fortinet', 'cisco_wlc', 'audiocode_66', 'audiocode_72', 'adva_fsp150f2', 'adva_fsp150f3'] as const),
  ...(['rad_etx', 'dlink_ds', 'supermicro_smis', 'yamaha', 'nec_ix', 'f5_tmsh', 'enterasys'] as const),
];

describe.each(NAMES)('%s', (name) => {
  const { modes, privileged, enable, prepare, pagers, refusals, ...others } = platform(name);

  test('is plain data, which crosses threads', () => {
    expect(structuredClone(PLATFORMS[name])).toEqual(PLATFORMS[name]);
  });

  test('has prompts that end with the line and tell the name that stays the same', () => {
    for (const [mode, { prompt }] of Object.entries(modes)) {
      expect(prompt.source, mode).toMatch(/^\^.*\(\?<name>.*\$$/s);
      expect(prompt.flags.replace('i', ''), mode).toBe('');
    }
  });

  test('has a way to its privileged mode from every mode of a login', () => {
    expect(privileged === undefined).toBe(enable === 'never');
    if (privileged !== undefined) expect(modes).toHaveProperty(privileged);
    for (const { enter, leave } of Object.values(modes)) {
      if (enter) expect(modes).toHaveProperty(enter.mode);
      if (leave) expect(modes).toHaveProperty(leave.mode);
    }
  });

  test('enters a mode only where that is a privilege, or where the commands are', () => {
    for (const { enter } of Object.values(modes)) {
      expect(enter?.command ?? '').not.toMatch(/^(?:system-view|conf|edit|svintr|expert)/);
      if (enter?.command.startsWith('sudo')) expect(enable).toBe('with-secret');
    }
  });

  test('changes no configuration by logging in', () => {
    for (const { command, otherwise = command } of prepare) {
      expect(SESSION_ONLY).toContain(command);
      expect(SESSION_ONLY).toContain(otherwise);
      expect(command).not.toMatch(CONFIGURES);
    }
    if (PAGER_IN_CONFIGURATION.includes(name)) expect(prepare).toEqual([]);
    if (name === 'cisco_asa') expect(prepare.map(({ purpose }) => purpose)).toEqual(['paging']);
  });

  test('has expressions without memory, for lines', () => {
    const all = [
      ...pagers.map(({ pattern }) => pattern),
      ...refusals,
      others.question,
      ...others.readOnly.unless,
      ...others.secrets,
      ...others.volatile,
      ...(others.slow ? [others.slow] : []),
      ...(others.keyQuestion ? [others.keyQuestion] : []),
    ];
    for (const { flags } of all) expect(flags).not.toMatch(/[gym]/);
    for (const refusal of refusals) expect(refusal.source).toMatch(/^\^/);
  });

  test.each(['', 'interface GigabitEthernet0/1', 'R1#', '2026-01-01 12:00:00 login: error'])(
    'has no pager and no refusal that takes `%s` for its own',
    (line) => {
      expect(pagers.filter(({ pattern }) => pattern.test(line))).toEqual([]);
      expect(refusals.filter((refusal) => refusal.test(line))).toEqual([]);
    },
  );
});

describe('what a device waits for', () => {
  test.each<[PlatformName, string, string]>([
    ['cisco_ios', ' --More-- ', ' '],
    ['cisco_asa', '<--- More --->', ' '],
    ['cisco_wlc', '--More-- or (q)uit', ' '],
    ['cisco_wlc', 'Press Enter to continue...', '\r'],
    ['cisco_wlc', 'Would you like to display the next 15 entries? (y/n) ', 'y'],
    ['cisco_s300', 'More: <space>,  Quit: q or CTRL+Z, One line: <return> ', ' '],
    ['cisco_nxos', '--More--(23%)', ' '],
    ['hp_procurve', '-- MORE --, next page: Space, next line: Enter, quit: Control-C', ' '],
    ['hp_procurve', 'Press any key to continue', ' '],
    ['aruba_os', '--More-- (q) quit (u) pageup (/) search (n) repeat ', ' '],
    ['huawei', '  ---- More ----', ' '],
    [
      'huawei',
      'Warning: The initial password poses security risks.The password needs to be changed. Change now? [Y/N]:',
      'n\r',
    ],
    ['huawei_smartax', '{ <cr>|frameid/slotid<S><Length 1-15> }:', '\r'],
    ['huawei_smartax', "---- More ( Press 'Q' to break ) ----", ' '],
    ['hp_comware', '---- More ----', ' '],
    ['juniper_junos', '---(more)---', ' '],
    ['juniper_junos', '---(more 38%)---', ' '],
    ['juniper_screenos', '--- more --- ', ' '],
    ['fortinet', '--More-- ', ' '],
    ['fortinet', "(Press 'a' to accept):", 'a'],
    ['mikrotik_routeros', 'Do you want to see the software license? [Y/n]: ', 'n'],
    ['nokia_sros', 'Press any key to continue (Q to quit)', ' '],
    ['extreme_exos', 'Press <SPACE> to continue or <Q> to quit:', ' '],
    ['extreme_ers', '              Enter Ctrl-Y to begin.', '\x19'],
    ['extreme_ers', '----More (q=Quit, space/return=Continue)----', ' '],
    ['dell_force10', 'Have you read and do you acknowledge the above statement? [y/n]: ', 'y\r'],
    ['ruckus_fastiron', '--More--, next page: Space, next line: Return key, quit: Control-c', ' '],
    ['ubiquiti_edgeswitch', '--More-- or (q)uit', ' '],
    ['dlink_ds', 'CTRL+C ESC q Quit SPACE n Next Page ENTER Next Entry a All ', ' '],
    ['dlink_ds', 'CTRL+C ESC q Quit SPACE n Next Page p Previous Page r Refresh', 'q'],
    ['adva_fsp150f2', 'Do you wish to continue [Y|N]-->', 'y\r'],
    ['f5_tmsh', '---(less 37%)---', ' '],
    ['f5_tmsh', 'Display all 120 items? (y/n) ', 'y'],
    ['paloalto_panos', 'lines 1-23 ', ' '],
    ['tplink_jetstream', 'Press any key to continue (Q to quit)', ' '],
    ['netapp_cdot', "Press <space> to page down, <return> for next line, or 'q' to quit... ", ' '],
  ])('on %s, `%s`, is given', (name, line, key) => {
    expect(platform(name).pagers.find(({ pattern }) => pattern.test(line))?.answer).toBe(key);
  });
});

describe('what a device says of a wrong command', () => {
  test.each<[PlatformName, string]>([
    ['cisco_ios', "% Invalid input detected at '^' marker."],
    ['cisco_nxos', "% Invalid command at '^' marker."],
    ['cisco_asa', "ERROR: % Invalid input detected at '^' marker."],
    ['cisco_ftd', 'Syntax error: Illegal command line'],
    ['cisco_wlc', "Incorrect usage.  Use the '?' or <TAB> key to list commands."],
    ['cisco_s300', '% Unrecognized command'],
    ['cisco_s300', '% missing mandatory parameter'],
    ['arista_eos', '% Unavailable command (not supported on this hardware platform)'],
    ['arista_eos', '% Ambiguous command'],
    ['juniper_junos', 'syntax error, expecting <command>.'],
    ['juniper_junos', 'unknown command.'],
    ['juniper_junos', "'in' is ambiguous."],
    ['hp_procurve', 'Invalid input: frobnicate'],
    ['hp_procurve', 'Ambiguous input: s'],
    ['aruba_aoscx', '% Command incomplete.'],
    ['aruba_os', "% Invalid input detected at '^' marker."],
    ['hp_comware', " % Unrecognized command found at '^' position."],
    ['hp_comware', "              % Incomplete command found at '^' position."],
    ['huawei', "Error: Unrecognized command found at '^' position."],
    ['huawei', "Error:Ambiguous command found at '^' position."],
    ['huawei_smartax', "  % Unknown command, the error locates at '^'"],
    ['huawei_smartax', '  Failure: The board does not exist'],
    ['mikrotik_routeros', 'bad command name frob (line 1 column 1)'],
    ['mikrotik_routeros', 'expected end of command (line 1 column 8)'],
    ['fortinet', 'Unknown action 0'],
    ['fortinet', 'Command fail. Return code -61'],
    ['fortinet', "command parse error before 'frob'"],
    ['paloalto_panos', 'Unknown command: frob'],
    ['paloalto_panos', 'Invalid syntax.'],
    ['dell_os10', '% Error: Unrecognized command.'],
    ['nokia_sros', "MINOR: MGMT_CORE #2201: Unknown element - 'frob'"],
    ['nokia_sros', 'Error: Bad command.'],
    ['nokia_srl', "Parsing error: Unknown token 'frob'."],
    ['nokia_srl', "Error: Unknown token 'frob'"],
    ['vyos', '  Invalid command: [frob]'],
    ['extreme_exos', "%% Invalid input detected at '^' marker."],
    ['checkpoint_gaia', "CLINFR0329  Invalid command:'frob'."],
    ['ubiquiti_edgeswitch', "% Invalid input detected at '^' marker."],
    ['ubiquiti_edgeswitch', 'Command not found / Incomplete command. Use ? to list commands.'],
    ['ruckus_fastiron', 'Invalid input -> frob'],
    ['ruckus_fastiron', 'Error - invalid virtual ethernet interface number.'],
    ['ruijie_os', '% Unrecognized command'],
    ['ruijie_os', '% Too many parameters'],
    ['raisecom_roap', "Error input in the position marked by '^'."],
    ['raisecom_roap', '%  Incomplete command.'],
    ['eltex_esr', 'Syntax error: Unknown command'],
    ['zte_zxros', "%Error 20200: Invalid input detected at '^' marker."],
    ['flexvnf', 'syntax error: unknown command'],
    ['cisco_viptela', 'syntax error: unknown argument'],
    ['dlink_ds', 'Next possible completions:'],
    ['zyxel_os', 'Invalid command'],
    ['zyxel_os', 'command authorization fail'],
    ['cumulus_linux', '-bash: frob: command not found'],
    ['netscaler', 'ERROR: No such command'],
  ])('on %s, `%s`, is a refusal', (name, line) => {
    expect(platform(name).refusals.some((refusal) => refusal.test(line))).toBe(true);
  });
});

describe('of the help key', () => {
  test.each<[PlatformName, string | undefined]>([
    ['cisco_ios', undefined],
    ['juniper_junos', undefined],
    ['vyos', undefined],
    ['huawei', 'ctrl-x'],
    ['hp_comware', 'ctrl-x'],
    ['fortinet', 'backspaces'],
    ['paloalto_panos', 'backspaces'],
  ])('%s takes the line back by %s', (name, eraser) => {
    expect(platform(name)).toMatchObject({ helpKey: '?' });
    expect(platform(name).eraseLine).toBe(eraser);
  });
});

describe('a login in the shell', () => {
  const asking: readonly PlatformName[] = [
    ...(['cisco_wlc', 'cisco_s200', 'cisco_s300', 'calix_b6', 'ericsson_mltn63'] as const),
    ...(['ericsson_mltn66', 'fiberstore_fsos', 'dell_powerconnect'] as const),
    ...(['huawei_olt', 'huawei_smartax', 'huawei_smartaxmmi'] as const),
  ];

  test.each(asking)('of %s is known by its questions', (name) => {
    const { shellLogin, modes } = platform(name);
    for (const line of ['User: ', 'User Name:', 'Username: ', 'login: ']) {
      expect(shellLogin?.username.test(line)).toBe(true);
      expect(Object.values(modes).some(({ prompt }) => prompt.test(line))).toBe(false);
    }
    expect(shellLogin?.password.test('Password:')).toBe(true);
  });

  test('is of no other platform', () => {
    const others = NAMES.filter((name) => name !== 'autodetect' && platform(name).shellLogin);
    expect(others.toSorted()).toEqual(asking.toSorted());
  });
});

describe('enable', () => {
  test('is a privilege where it is entered by default, or leads to the command line', () => {
    const commands = NAMES.filter((name) => platform(name).enable === 'always').flatMap((name) =>
      Object.values(platform(name).modes).flatMap(({ enter }) => enter?.command ?? []),
    );
    expect([...new Set(commands)].toSorted()).toEqual(
      [
        'enable',
        'enable 15',
        'administrator',
        'cli',
        'clish',
        'tmsh',
        'sonic-cli',
        'telnet localhost',
        '4',
      ].toSorted(),
    );
  });

  test('is sudo only where a secret is given', () => {
    for (const name of NAMES) {
      const isSudo = Object.values(platform(name).modes).some(({ enter }) =>
        enter?.command.startsWith('sudo'),
      );
      if (isSudo) expect(platform(name).enable, name).toBe('with-secret');
    }
  });

  test('on SR OS is what the prompt does not show', () => {
    expect(platform('nokia_sros').hiddenPrivileges).toMatchObject([
      { mode: 'classic', command: 'enable-admin' },
    ]);
  });
});

describe('old algorithms', () => {
  test.each(NAMES)('of %s are only those that nobody gets by default', (name) => {
    const { kex = [], hostKey = [], cipher = [], mac = [] } = platform(name).legacyAlgorithms ?? {};
    expect(['diffie-hellman-group1-sha1']).toEqual(expect.arrayContaining([...kex]));
    expect(['ssh-dss']).toEqual(expect.arrayContaining([...hostKey]));
    expect(['3des-cbc']).toEqual(expect.arrayContaining([...cipher]));
    expect(['hmac-md5']).toEqual(expect.arrayContaining([...mac]));
  });

  test.each<PlatformName>(['cisco_ios', 'arista_eos', 'juniper_junos', 'huawei', 'fortinet', 'linux'])(
    'are none of %s',
    (name) => {
      expect(platform(name).legacyAlgorithms).toBeUndefined();
    },
  );
});
