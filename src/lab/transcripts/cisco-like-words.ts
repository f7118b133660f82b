import type { DeviceWords } from './device-words.ts';

/** A switch or router that speaks as Cisco IOS does. */
const CISCO_LIKE: DeviceWords = {
  prefix: 'sw',
  ident: 'OpenSSH_7.5',
  greeting: '\n',
  prompts: { exec: '{name}>', privileged: '{name}#', configuration: '{name}(config)#' },
  secretPrompt: 'Password: ',
  version: 'show version',
  long: 'show running-config',
  configure: { command: 'configure terminal', mode: 'configuration' },
  refusal: "{caret}\n% Invalid input detected at '^' marker.\n\n",
  pager: ' --More-- ',
};

const SPACED = { exec: '{name}> ', privileged: '{name}# ', configuration: '{name}(config)# ' };
const ONYX = { exec: '{name} > ', privileged: '{name} # ', configuration: '{name} (config) # ' };
const PARENTHESES = { exec: '({name}) >', privileged: '({name}) #', configuration: '({name}) (Config)#' };
const IRONWARE = { exec: 'SSH@{name}>', privileged: 'SSH@{name}#', configuration: 'SSH@{name}(config)#' };
const IRONWARE_PAGER = '--More--, next page: Space, next line: Return key, quit: Control-c';
const RADLAN_PAGER = 'More: <space>,  Quit: q, One line: <return> ';
const CONFIGURE = { command: 'configure', mode: 'configuration' };
const CONFIG = { command: 'config', mode: 'configuration' };

/** The same where a login is privileged. */
const PRIVILEGED_LOGIN: DeviceWords = {
  ...CISCO_LIKE,
  prompts: { privileged: '{name}# ', configuration: '{name}(config)# ' },
};

/** Broadcom FASTPATH. */
const FASTPATH: DeviceWords = {
  ...CISCO_LIKE,
  prompts: PARENTHESES,
  secretPrompt: 'Password:',
  configure: CONFIGURE,
  pager: '--More-- or (q)uit',
};

/** The command line of Onyx and its relatives. */
const ONYX_LIKE: DeviceWords = {
  ...CISCO_LIKE,
  prompts: ONYX,
  refusal: '% Unrecognized command "{word}".\nType "?" for help.\n',
  pager: 'lines 1-23 ',
};

/** Everything that descends from Cisco's own command line. */
export const CISCO_LIKE_WORDS = {
  a10: {
    ...CISCO_LIKE,
    prefix: 'AX',
    prompts: {
      exec: '{name}-Active>',
      privileged: '{name}-Active#',
      configuration: '{name}-Active(config)#',
    },
  },
  adtran_os: { ...CISCO_LIKE, prefix: 'NetVanta', refusal: '%Unrecognized command\n' },
  alaxala: {
    ...CISCO_LIKE,
    prefix: 'AX',
    prompts: { ...SPACED, configuration: '(config)# ' },
    refusal: "% illegal parameter at '^' marker\n",
  },
  allied_telesis_awplus: {
    ...CISCO_LIKE,
    prefix: 'awplus',
    greeting: '\nAlliedWare Plus (TM) 5.5.2\n\n',
    pager: '--More-- ',
  },
  apresia_aeos: { ...CISCO_LIKE, prefix: 'Apresia', refusal: '% Invalid Command\n' },
  arista_eos: { ...CISCO_LIKE, prefix: 'leaf', refusal: '% Invalid input\n', pager: '--More--' },
  arris_cer: { ...CISCO_LIKE, prefix: 'CER', configure: CONFIGURE },
  aruba_aoscx: {
    ...CISCO_LIKE,
    prefix: 'cx',
    refusal: 'Invalid input: {word}\n',
    pager: '-- MORE --, next page: Space, next line: Enter, quit: q',
  },
  aruba_os: {
    ...CISCO_LIKE,
    prefix: 'mc',
    prompts: {
      exec: '({name}) [mm] >',
      privileged: '({name}) [mm] #',
      configuration: '({name}) [mm] (config) #',
    },
    secretPrompt: 'Password:',
    pager: '--More-- (q) quit (u) pageup (/) search (n) repeat ',
  },
  asterfusion_asternos: { ...PRIVILEGED_LOGIN, prefix: 'sonic', refusal: '% Unknown command.\n' },
  audiocode_72: {
    ...CISCO_LIKE,
    prefix: 'Mediant SW ',
    prompts: { exec: '{name}> ', privileged: '{name}*# ', configuration: '{name}(config-system)*# ' },
    configure: { command: 'configure system', mode: 'configuration' },
    refusal: 'Invalid command\n',
    pager: '--MORE--',
  },
  broadcom_icos: { ...FASTPATH, prefix: 'Routing' },
  calix_b6: { ...CISCO_LIKE, prefix: 'B6-' },
  casa_cmts: {
    ...PRIVILEGED_LOGIN,
    prefix: 'CASA-C10G-',
    prompts: { exec: '{name}>' },
    configure: undefined,
    refusal: '% Unknown command.\n',
    pager: '--More--',
  },
  cdot_cros: {
    ...PRIVILEGED_LOGIN,
    prefix: 'cros',
    prompts: { exec: '{user}@{name}$ ', configuration: '{user}@{name}(config)# ' },
    configure: CONFIG,
    refusal: '% Unknown command\n',
  },
  centec_os: { ...CISCO_LIKE, prefix: 'Switch', refusal: '% Unrecognized command\n' },
  cisco_apic: { ...PRIVILEGED_LOGIN, prefix: 'apic', refusal: 'Error: Invalid argument\n' },
  cisco_asa: {
    ...CISCO_LIKE,
    prefix: 'fw',
    greeting:
      "User {user} logged in to {name}\nLogins over the last 1 days: 1.\nType help or '?' for a list of available commands.\n",
    prompts: {
      exec: '{name}/act/pri> ',
      privileged: '{name}/act/pri# ',
      configuration: '{name}/act/pri(config)# ',
    },
    refusal: "{caret}\nERROR: % Invalid input detected at '^' marker.\n",
    pager: '<--- More --->',
  },
  cisco_nxos: {
    ...CISCO_LIKE,
    prefix: 'nx',
    greeting: '\nCisco Nexus Operating System (NX-OS) Software\nTAC support: http://www.cisco.com/tac\n',
    prompts: SPACED,
    refusal: "{caret}\n% Invalid command at '^' marker.\n",
    pager: '--More--',
  },
  cisco_s200: { ...CISCO_LIKE, refusal: '% Unrecognized command\n', pager: '--More--' },
  cisco_s300: {
    ...CISCO_LIKE,
    prefix: 'switch',
    refusal: '{caret}\n% Unrecognized command\n',
    pager: RADLAN_PAGER,
  },
  cisco_viptela: {
    ...PRIVILEGED_LOGIN,
    prefix: 'vedge',
    greeting: '\nWelcome to Viptela CLI\n{user} connected from 192.0.2.9 using ssh on {name}\n',
    configure: CONFIG,
    refusal: '{caret}\nsyntax error: unknown command\n',
    pager: '--More--',
  },
  cisco_xr: {
    ...PRIVILEGED_LOGIN,
    prefix: 'xr',
    prompts: {
      privileged: 'RP/0/RP0/CPU0:{name}#',
      configuration: 'RP/0/RP0/CPU0:{name}(config)#',
    },
  },
  dell_os9: { ...CISCO_LIKE, prefix: 'S4810-', refusal: '{caret}\n% Error: Invalid input at "^" marker.\n' },
  dell_os6: { ...CISCO_LIKE, prefix: 'console', configure: CONFIG, pager: '--More-- or (q)uit' },
  dell_os10: {
    ...CISCO_LIKE,
    prefix: 'OS10-',
    prompts: SPACED,
    refusal: '% Error: Unrecognized command.\n',
    pager: '--More--',
  },
  dell_powerconnect: {
    ...CISCO_LIKE,
    prefix: 'console',
    configure: CONFIG,
    refusal: '% Unrecognized command\n',
    pager: RADLAN_PAGER,
  },
  dell_sonic: {
    ...PRIVILEGED_LOGIN,
    prefix: 'sonic',
    prompts: { shell: '{user}@{name}:~$ ', ...PRIVILEGED_LOGIN.prompts },
    refusal: '% Error: Invalid input detected at "^" marker.\n',
    pager: '--more--',
  },
  ekinops_ek360: { ...CISCO_LIKE, prefix: 'oneos', refusal: 'Syntax error\n' },
  eltex: {
    ...CISCO_LIKE,
    prefix: 'mes',
    refusal: '{caret}\n% Unrecognized command\n',
    pager: RADLAN_PAGER,
  },
  eltex_esr: {
    ...CISCO_LIKE,
    prefix: 'esr-',
    prompts: SPACED,
    configure: CONFIGURE,
    refusal: 'Syntax error: Unknown command\n',
    pager: 'More? Enter - next line; Space - next page; Q - quit; R - show the rest.',
  },
  endace: { ...ONYX_LIKE, prefix: 'probe' },
  enterasys: {
    ...PRIVILEGED_LOGIN,
    prefix: 'C3-',
    prompts: { cli: '{name}(su)->' },
    configure: undefined,
    refusal: 'Unknown command or missing/invalid argument\n',
    pager: '--More--',
  },
  ericsson_ipos: {
    ...CISCO_LIKE,
    prefix: 'ssr',
    prompts: {
      exec: '[local]{name}>',
      privileged: '[local]{name}#',
      configuration: '[local]{name}(config)#',
    },
    configure: CONFIGURE,
    refusal: "{caret}\n% Invalid input at '^' marker\n",
    pager: '---(more)---',
  },
  ericsson_mltn: {
    ...PRIVILEGED_LOGIN,
    prefix: 'NE',
    prompts: { exec: '{name}>' },
    configure: undefined,
    refusal: '% Unknown command.\n',
  },
  extreme_ers: {
    ...CISCO_LIKE,
    prefix: 'ERS4950-',
    pager: '----More (q=Quit, space/return=Continue)----',
  },
  extreme_vsp: {
    ...CISCO_LIKE,
    prefix: 'VSP-',
    prompts: { exec: '{name}:1>', privileged: '{name}:1#', configuration: '{name}:1(config)#' },
    pager: '--More-- (q = quit) ',
  },
  extreme_nos: {
    ...PRIVILEGED_LOGIN,
    prefix: 'vdx',
    refusal: '{caret}\n% Invalid input\n',
    pager: '--More--',
  },
  extreme_slx: {
    ...PRIVILEGED_LOGIN,
    prefix: 'SLX',
    refusal: '{caret}\nsyntax error: unknown command\n',
    pager: '--More--',
  },
  extreme_tierra: { ...PRIVILEGED_LOGIN, prefix: 'tierra' },
  extreme_wing: {
    ...CISCO_LIKE,
    prefix: 'ap7532-',
    prompts: { exec: '{name}>', privileged: '{name}*#', configuration: '{name}*(config)#' },
    pager: '--More--',
  },
  fiberstore_fsos: { ...PRIVILEGED_LOGIN, prefix: 'Switch', refusal: '% Invalid command\n' },
  fiberstore_fsosv2: {
    ...CISCO_LIKE,
    prefix: 'Switch',
    prompts: { exec: '{name}>', privileged: '{name}#', configuration: '{name}_config#' },
    configure: CONFIG,
    refusal: '{caret}\nUnknown command\n',
  },
  fiberstore_networkos: { ...CISCO_LIKE, prefix: 'FS', refusal: '% Unrecognized command\n' },
  hillstone_stoneos: {
    ...PRIVILEGED_LOGIN,
    prefix: 'SG-6000-',
    prompts: { privileged: '{name}(M)# ', configuration: '{name}(M)(config)# ' },
    configure: CONFIGURE,
    refusal: '{caret}-----unrecognized keyword {word}\n',
  },
  hp_procurve: {
    ...CISCO_LIKE,
    prefix: 'HP-2920-24G-',
    prompts: {
      exec: '\x1b[24;1H\x1b[2K\x1b[24;1H\x1b[1;24r\x1b[24;1H{name}> \x1b[?25h',
      privileged: '\x1b[24;1H\x1b[2K\x1b[24;1H\x1b[1;24r\x1b[24;1H{name}# \x1b[?25h',
      configuration: '\x1b[24;1H\x1b[2K\x1b[24;1H{name}(config)# \x1b[?25h',
    },
    refusal: 'Invalid input: {word}\n',
    pager: '-- MORE --, next page: Space, next line: Enter, quit: Control-C',
  },
  huawei_smartax: {
    ...CISCO_LIKE,
    prefix: 'MA5800-',
    version: 'display version',
    long: 'display current-configuration',
    configure: CONFIG,
    refusal: "{caret}\n  % Unknown command, the error locates at '^'\n",
    pager: "---- More ( Press 'Q' to break ) ----",
  },
  infinera_packet: { ...CISCO_LIKE, prefix: 'XTM', pager: '--More--' },
  ipinfusion_ocnos: { ...CISCO_LIKE, prefix: 'OcNOS', pager: '--More--' },
  keymile_nos: { ...CISCO_LIKE, prefix: 'nos' },
  lancom_lcossx4: { ...CISCO_LIKE, prefix: 'XS-' },
  maipu: { ...CISCO_LIKE, prefix: 'maipu', refusal: '{caret}\n% Invalid input\n', pager: '--MORE--' },
  mellanox: {
    ...ONYX_LIKE,
    prefix: 'onyx',
    greeting: '\nNVIDIA Onyx Switch Management\n\n',
    prompts: {
      exec: '{name} [standalone: master] > ',
      privileged: '{name} [standalone: master] # ',
      configuration: '{name} [standalone: master] (config) # ',
    },
  },
  mrv_lx: {
    ...CISCO_LIKE,
    prefix: 'LX',
    prompts: { exec: '{name}:0 >', privileged: '{name}:0 >>', configuration: 'Config:0 >>' },
    configure: { command: 'configuration', mode: 'configuration' },
    refusal: '% Invalid command\n',
    pager: '--More--',
  },
  mrv_optiswitch: { ...CISCO_LIKE, prefix: 'OptiSwitch', refusal: '% Unknown command.\n' },
  nec_ix: {
    ...PRIVILEGED_LOGIN,
    prefix: 'Router',
    prompts: { operation: '{name}# ', configuration: '{name}(config)# ' },
    configure: { command: 'svintr-config', mode: 'configuration' },
    refusal: '% {word} -- Invalid command.\n',
    pager: '--More--',
  },
  netgear_prosafe: { ...FASTPATH, prefix: 'M4300-' },
  quanta_mesh: { ...FASTPATH, prefix: 'QCT' },
  raisecom_roap: {
    ...CISCO_LIKE,
    prefix: 'Raisecom',
    refusal: "{caret}\nError input in the position marked by '^'.\n",
    pager: '--More--',
  },
  ruckus_fastiron: {
    ...CISCO_LIKE,
    prefix: 'ICX',
    prompts: IRONWARE,
    secretPrompt: 'Password:',
    refusal: 'Invalid input -> {line}\nType ? for a list\n',
    pager: IRONWARE_PAGER,
  },
  extreme_netiron: {
    ...CISCO_LIKE,
    prefix: 'MLX',
    prompts: IRONWARE,
    secretPrompt: 'Password:',
    refusal: 'Invalid input -> {line}\nType ? for a list\n',
    pager: IRONWARE_PAGER,
  },
  ruijie_os: { ...CISCO_LIKE, prefix: 'Ruijie' },
  silverpeak_vxoa: { ...ONYX_LIKE, prefix: 'ec' },
  supermicro_smis: { ...PRIVILEGED_LOGIN, prefix: 'SMIS', refusal: '% Invalid Command\n', pager: '--More--' },
  telcosystems_binos: { ...CISCO_LIKE, prefix: 'T-Metro' },
  tplink_jetstream: {
    ...CISCO_LIKE,
    prefix: 'T2600G-',
    refusal: '  Error: Bad command\n',
    pager: 'Press any key to continue (Q to quit)',
  },
  ubiquiti_edgeswitch: { ...FASTPATH, prefix: 'UBNT' },
  ubiquiti_unifiswitch: {
    ...FASTPATH,
    prefix: 'UBNT',
    prompts: { shell: '{name}-US.v6.5.59# ', ...PARENTHESES },
  },
  yamaha: {
    ...CISCO_LIKE,
    prefix: 'RTX1210-',
    prompts: { user: '{name}> ', administrator: '{name}# ' },
    version: 'show environment',
    long: 'show config',
    configure: undefined,
    refusal: 'Error: Invalid command name\n',
    pager: '---more---',
  },
  zte_zxros: {
    ...CISCO_LIKE,
    prefix: 'ZXR10-',
    refusal: "{caret}\n%Error 20200: Invalid input detected at '^' marker.\n",
    pager: '--More--',
  },
} satisfies Record<string, DeviceWords>;
