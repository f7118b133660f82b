import { describe, expect, test } from 'vitest';
import { PLATFORMS, type PlatformName, platform } from '../../src/platforms/index.ts';
import { recognise, sameDevice } from '../../src/session/prompt.ts';

/** Prompts as devices show them: the line, the mode, and the name that stays the same. */
const PROMPTS: Partial<Record<PlatformName, readonly (readonly [string, string, string])[]>> = {
  cisco_xe: [
    ['R1>', 'exec', 'R1'],
    ['R1#', 'privileged', 'R1'],
    ['ams-dc2-core-router-(config-if)#', 'configuration', 'ams-dc2-core-router-'],
    ['R1(tcl)#', 'configuration', 'R1'],
  ],
  cisco_nxos: [
    ['n9k-1# ', 'privileged', 'n9k-1'],
    ['n9k-1(maint-mode)# ', 'privileged', 'n9k-1'],
    ['n9k-1%management# ', 'privileged', 'n9k-1'],
    ['n9k-1(config)# ', 'configuration', 'n9k-1'],
    ['n9k-1(maint-mode)(config-if)# ', 'configuration', 'n9k-1'],
    ['n9k-1> ', 'exec', 'n9k-1'],
  ],
  cisco_xr: [
    ['RP/0/RP0/CPU0:ios#', 'privileged', 'ios'],
    ['RP/0/RSP0/CPU0:asr9k-1#', 'privileged', 'asr9k-1'],
    ['RP/0/RP0/CPU0:ios(config)#', 'configuration', 'ios'],
    ['RP/0/RP0/CPU0:ios(config-bgp-nbr)#', 'configuration', 'ios'],
    ['RP/0/RP0/CPU0:ios(admin)#', 'admin', 'ios'],
    ['sysadmin-vm:0_RP0# ', 'privileged', '0_RP0'],
  ],
  cisco_asa: [
    ['fw1>', 'exec', 'fw1'],
    ['fw1# ', 'privileged', 'fw1'],
    ['fw1/admin# ', 'privileged', 'fw1'],
    ['fw1/act/pri# ', 'privileged', 'fw1'],
    ['fw1/ctx-a/stby/sec# ', 'privileged', 'fw1'],
    ['fw1(config)# ', 'configuration', 'fw1'],
    ['fw1/ctx-a(config-if)# ', 'configuration', 'fw1'],
  ],
  cisco_ftd: [
    ['> ', 'cli', ''],
    ['firepower# ', 'chassis', 'firepower'],
  ],
  cisco_wlc: [
    ['(Cisco Controller) >', 'cli', 'Cisco Controller'],
    ['(wlc-01) >', 'cli', 'wlc-01'],
    ['(Cisco Controller) config>', 'configuration', 'Cisco Controller'],
  ],
  cisco_s300: [
    ['switch6bb3d7>', 'exec', 'switch6bb3d7'],
    ['switch6bb3d7#', 'privileged', 'switch6bb3d7'],
    ['switch6bb3d7(config-if-range)#', 'configuration', 'switch6bb3d7'],
  ],
  cisco_apic: [['apic1# ', 'privileged', 'apic1']],
  cisco_viptela: [
    ['vedge-10# ', 'privileged', 'vedge-10'],
    ['vedge-10(config)# ', 'configuration', 'vedge-10'],
  ],
  arista_eos: [
    ['leaf1>', 'exec', 'leaf1'],
    ['leaf1#', 'privileged', 'leaf1'],
    ['leaf1(s1)#', 'privileged', 'leaf1'],
    ['leaf1(vrf:MGMT)#', 'privileged', 'leaf1'],
    ['leaf1(config)#', 'configuration', 'leaf1'],
    ['leaf1(config-s-s1)#', 'configuration', 'leaf1'],
    ['leaf1(vrf:MGMT)(config-if-Et1)#', 'configuration', 'leaf1'],
  ],
  juniper_junos: [
    ['admin@mx1> ', 'operational', 'mx1'],
    ['admin@mx1-re0> ', 'operational', 'mx1-re0'],
    ['admin@mx1# ', 'configuration', 'mx1'],
    ['root@mx1:~ # ', 'shell', ''],
    ['root@mx1% ', 'shell', 'mx1'],
    ['root@mx1:RE:0% ', 'shell', 'mx1'],
    ['% ', 'shell', ''],
  ],
  juniper_screenos: [
    ['ssg5-serial-> ', 'cli', 'ssg5-serial'],
    ['isg2000(M)-> ', 'cli', 'isg2000'],
  ],
  hp_procurve: [
    ['HP-2920-24G> ', 'exec', 'HP-2920-24G'],
    ['ProCurve Switch 2524# ', 'privileged', 'ProCurve Switch 2524'],
    ['sw1(config)# ', 'configuration', 'sw1'],
    ['sw1(vlan-20)# ', 'configuration', 'sw1'],
    ['sw1(eth-A1)# ', 'configuration', 'sw1'],
  ],
  aruba_aoscx: [
    ['cx1# ', 'privileged', 'cx1'],
    ['cx1> ', 'exec', 'cx1'],
    ['cx1(config-if-vlan)# ', 'configuration', 'cx1'],
  ],
  aruba_os: [
    ['(mc1) [mm] #', 'privileged', 'mc1'],
    ['(mc1) *[mynode] #', 'privileged', 'mc1'],
    ['(Aruba7010) >', 'exec', 'Aruba7010'],
    ['(Aruba7010) #', 'privileged', 'Aruba7010'],
    ['(mc1) ^[mm] (config) #', 'configuration', 'mc1'],
  ],
  hp_comware: [
    ['<H3C>', 'user', 'H3C'],
    ['<core-sw1.lab>', 'user', 'core-sw1.lab'],
    ['RBM_P<fw1>', 'user', 'fw1'],
    ['[H3C]', 'system', 'H3C'],
    ['[H3C-GigabitEthernet1/0/1]', 'system', 'H3C'],
    ['[core-sw1-Vlan-interface10]', 'system', 'core-sw1'],
    ['RBM_S[fw1]', 'system', 'fw1'],
    ['[dc1-SW01]', 'system', 'dc1-SW01'],
    ['[dc1-SW01-Ten-GigabitEthernet1/0/1]', 'system', 'dc1-SW01'],
  ],
  huawei: [
    ['<HUAWEI>', 'user', 'HUAWEI'],
    ['HRP_M<fw1>', 'user', 'fw1'],
    ['<sw1-diagnose>', 'user', 'sw1'],
    ['[HUAWEI]', 'system', 'HUAWEI'],
    ['[~CE12800]', 'system', 'CE12800'],
    ['[*CE12800-10GE1/0/1]', 'system', 'CE12800'],
    ['[~dc1-SW01]', 'system', 'dc1-SW01'],
    ['[*CE12800-Vlanif100]', 'system', 'CE12800'],
    ['HRP_S[fw1]', 'system', 'fw1'],
  ],
  huawei_smartax: [
    ['MA5608T>', 'exec', 'MA5608T'],
    ['MA5608T#', 'privileged', 'MA5608T'],
    ['MA5608T(config-if-gpon-0/1)#', 'configuration', 'MA5608T'],
  ],
  mikrotik_routeros: [
    ['[admin@MikroTik] > ', 'cli', 'MikroTik'],
    ['[admin@rb 1] /ip/address> ', 'cli', 'rb 1'],
    ['[admin@MikroTik] /interface ethernet> ', 'cli', 'MikroTik'],
    ['[admin@MikroTik] <SAFE>> ', 'cli', 'MikroTik'],
  ],
  fortinet: [
    ['FGT60E # ', 'cli', 'FGT60E'],
    ['FGT60E $ ', 'cli', 'FGT60E'],
    ['FGT60E (root) # ', 'context', 'FGT60E'],
    ['FGT60E (global) $ ', 'context', 'FGT60E'],
    ['FGT60E ~ # ', 'cli', 'FGT60E'],
  ],
  paloalto_panos: [
    ['admin@PA-220> ', 'operational', 'PA-220'],
    ['admin@fw1(active)> ', 'operational', 'fw1'],
    ['admin@fw1(active-primary)> ', 'operational', 'fw1'],
    ['admin@fw1(passive)# ', 'configuration', 'fw1'],
  ],
  nokia_sros: [
    ['A:admin@sr1# ', 'modelDriven', 'sr1'],
    ['*A:admin@sr1# ', 'modelDriven', 'sr1'],
    ['A:sr1# ', 'classic', 'sr1'],
    ['*B:sr1# ', 'classic', 'sr1'],
    ['*A:sr1>config>router# ', 'context', 'sr1'],
    ['A:sr1>config>service>vpls$ ', 'context', 'sr1'],
  ],
  nokia_srl: [
    ['A:srl1# ', 'cli', 'srl1'],
    ['A:admin@srl1# ', 'cli', 'srl1'],
  ],
  vyos: [
    ['vyos@vyos:~$ ', 'operational', 'vyos'],
    ['vyos@r1# ', 'configuration', 'r1'],
  ],
  ubiquiti_edgerouter: [['ubnt@edge1:~$ ', 'operational', 'edge1']],
  extreme_exos: [
    ['X460-G2.12 # ', 'cli', 'X460-G2'],
    ['* X460-G2.1 # ', 'cli', 'X460-G2'],
    ['* (pending-AAA) sw1.3 # ', 'cli', 'sw1'],
    ['* Slot-1 Stack.7 # ', 'cli', 'Slot-1 Stack'],
    ['sw1.9 > ', 'cli', 'sw1'],
  ],
  checkpoint_gaia: [
    ['gw1> ', 'clish', 'gw1'],
    ['gw1:0> ', 'clish', 'gw1'],
    ['[Expert@gw1:0]# ', 'expert', 'gw1'],
  ],
  ubiquiti_edgeswitch: [
    ['(UBNT EdgeSwitch) >', 'exec', 'UBNT EdgeSwitch'],
    ['(UBNT EdgeSwitch) #', 'privileged', 'UBNT EdgeSwitch'],
    ['(UBNT EdgeSwitch) (Config)#', 'configuration', 'UBNT EdgeSwitch'],
    ['(UBNT) (Interface 0/1)#', 'configuration', 'UBNT'],
  ],
  ubiquiti_unifiswitch: [
    ['USW-24-US.6.5.59# ', 'shell', 'USW-24-US.6.5.59'],
    ['(UBNT) >', 'exec', 'UBNT'],
  ],
  ruckus_fastiron: [
    ['SSH@icx7250>', 'exec', 'icx7250'],
    ['SSH@ICX7150-48 Router#', 'privileged', 'ICX7150-48 Router'],
    ['SSH@icx7250(config-if-e1000-1/1/1)#', 'configuration', 'icx7250'],
  ],
  mellanox: [
    ['sw1 [standalone: master] > ', 'exec', 'sw1'],
    ['sw1 [mlag: unknown] # ', 'privileged', 'sw1'],
    ['sw1 [standalone: master] (config) # ', 'configuration', 'sw1'],
    ['sw1 > ', 'exec', 'sw1'],
  ],
  a10: [
    ['ax1-Active>', 'exec', 'ax1-Active'],
    ['ax1-Active-vMaster[1/1]#', 'privileged', 'ax1-Active-vMaster'],
    ['ax1-Active[p1](config)#', 'configuration', 'ax1-Active'],
  ],
  adva_fsp150f2: [
    ['LAB-R2-825-1:--> ', 'cli', 'LAB-R2-825-1'],
    ['LAB-R2-825-1:configure:system--> ', 'cli', 'LAB-R2-825-1'],
  ],
  alaxala_ax36s: [
    ['sw1> ', 'exec', 'sw1'],
    ['!sw1# ', 'privileged', 'sw1'],
    ['!(config-if)# ', 'configuration', ''],
  ],
  alcatel_aos: [
    ['-> ', 'cli', ''],
    ['OS6900-> ', 'cli', 'OS6900'],
    ['sw1> ', 'cli', 'sw1'],
  ],
  audiocode_72: [
    ['Mediant SW> ', 'exec', 'Mediant SW'],
    ['M500L*# ', 'privileged', 'M500L'],
    ['M500L(config-system)*# ', 'configuration', 'M500L'],
  ],
  bintec_boss: [['be.ip:> ', 'cli', 'be.ip']],
  brocade_fos: [
    ['san1:admin> ', 'cli', 'san1'],
    ['san1:FID128:admin> ', 'cli', 'san1'],
  ],
  ciena_saos: [
    ['3930> ', 'cli', '3930'],
    ['ciena-5160*> ', 'cli', 'ciena-5160'],
  ],
  dell_sonic: [
    ['leaf1# ', 'privileged', 'leaf1'],
    ['leaf1(config)# ', 'configuration', 'leaf1'],
    ['admin@leaf1:~$ ', 'shell', 'leaf1'],
  ],
  dlink_ds: [
    ['DGS-3420-28SC:admin#', 'cli', 'DGS-3420-28SC'],
    ['DES-3200-28:5#', 'cli', 'DES-3200-28'],
  ],
  enterasys: [
    ['C3(su)->', 'cli', 'C3'],
    ['B5(rw)->', 'cli', 'B5'],
  ],
  ericsson_ipos: [
    ['[local]ssr1>', 'exec', 'ssr1'],
    ['[local]ssr1#', 'privileged', 'ssr1'],
    ['[local]ssr1(config-ctx)#', 'configuration', 'ssr1'],
  ],
  extreme_vsp: [
    ['VSP-8284XSQ:1>', 'exec', 'VSP-8284XSQ:1'],
    ['VSP-8284XSQ:1#', 'privileged', 'VSP-8284XSQ:1'],
  ],
  extreme_wing: [['ap7532-160114*#', 'privileged', 'ap7532-160114']],
  f5_tmsh: [
    ['admin@(bigip1)(cfg-sync Standalone)(Active)(/Common)(tmos)# ', 'tmsh', 'bigip1'],
    ['[root@bigip1:Active:Standalone] ~ # ', 'shell', 'bigip1'],
  ],
  f5_linux: [['[root@bigip1:Active:Standalone] config # ', 'root', 'bigip1']],
  fiberstore_fsosv2: [['Switch_config#', 'configuration', 'Switch']],
  flexvnf: [
    ['admin@vos1-cli> ', 'operational', 'vos1'],
    ['admin@vos1-cli(config)% ', 'configuration', 'vos1'],
    ['[admin@vos1: ~] $ ', 'shell', 'vos1'],
  ],
  hillstone_stoneos: [
    ['SG-6000# ', 'privileged', 'SG-6000'],
    ['SG-6000(B)# ', 'privileged', 'SG-6000'],
    ['SG-6000(M)(config)# ', 'configuration', 'SG-6000'],
  ],
  mrv_lx: [
    ['InReach:0 >', 'exec', 'InReach'],
    ['InReach:0 >>', 'privileged', 'InReach'],
    ['Config:0 >>', 'configuration', ''],
  ],
  netapp_cdot: [
    ['cluster1::> ', 'cli', 'cluster1'],
    ['cluster1::*> ', 'cli', 'cluster1'],
    ['cluster1::network interface> ', 'cli', 'cluster1'],
  ],
  netscaler: [
    ['> ', 'cli', ''],
    ['ns1> ', 'cli', 'ns1'],
    ['root@ns1# ', 'shell', 'ns1'],
  ],
  pluribus: [['CLI (network-admin@leaf1) > ', 'cli', 'leaf1']],
  rad_etx: [
    ['ETX-2I# ', 'cli', 'ETX-2I'],
    ['ETX-2I>config>port# ', 'cli', 'ETX-2I'],
  ],
  sixwind_os: [
    ['vrouter> ', 'operational', 'vrouter'],
    ['vrouter running config# ', 'configuration', 'vrouter'],
  ],
  sophos_sfos: [
    ['    Select Menu Number [0-7]: ', 'menu', ''],
    ['console> ', 'console', ''],
  ],
  teldat_cit: [
    ['M1 *', 'console', 'M1'],
    ['*', 'console', ''],
    ['M1 +', 'monitor', 'M1'],
    ['M1 Config>', 'configuration', 'M1'],
  ],
  vertiv_mph: [['cli->', 'cli', '']],
  yamaha: [
    ['> ', 'user', ''],
    ['# ', 'administrator', ''],
    ['RTX1210# ', 'administrator', 'RTX1210'],
  ],
  cumulus_linux: [['cumulus@leaf01:mgmt:~$ ', 'user', 'leaf01']],
  generic: [
    ['R1>', 'cli', 'R1'],
    ['<HUAWEI>', 'cli', '<HUAWEI'],
    ['[admin@MikroTik] > ', 'cli', '[admin@MikroTik'],
    ['admin@mx1> ', 'cli', 'admin@mx1'],
    ['(UBNT) >', 'cli', '(UBNT)'],
  ],
};

/** Unfinished lines that look a little like prompts, and are none. */
const NO_PROMPTS: Partial<Record<PlatformName, readonly string[]>> = {
  cisco_ios: ['Password: ', 'R1#show clock', ' --More-- ', 'Are you sure? [y/n]'],
  cisco_asa: ['<--- More --->', 'fw1# show run', "Type help or '?' for a list"],
  cisco_ftd: ['  > ', 'inside> ', '<--- More --->'],
  cisco_wlc: ['User: ', 'Password:', '--More-- or (q)uit', '(Cisco Controller)'],
  cisco_xr: ['Uncommitted changes found, commit them? [yes]:', 'RP/0/RP0/CPU0:'],
  huawei: [
    '[V200R019C10SPC500]',
    '[V200R005C20SPC500-',
    '  ---- More ----',
    'Warning: The password needs to be changed. Change now? [Y/N]:',
    '[Y/N]',
    '<cr>x',
  ],
  hp_comware: ['---- More ----', '[Y/N]:', 'Press ENTER to get started.'],
  juniper_junos: ['{master:0}', '[edit]', '---(more 12%)---', 'admin@mx1> show'],
  hp_procurve: [
    'Press any key to continue',
    '### no entry #',
    '# ',
    '-- MORE --, next page: Space, next line: Enter, quit: Control-C',
  ],
  fortinet: ['--More-- ', "(Press 'a' to accept):", '#config-version=FGT', '# '],
  nokia_sros: ['[/]', '(ex)[/]', 'Press any key to continue (Q to quit)', 'A:'],
  nokia_srl: ['--{ running }--[  ]--', '--{ + candidate shared default }--[  ]--'],
  extreme_exos: ['Press <SPACE> to continue or <Q> to quit:', '# '],
  adva_fsp150f2: ['Do you wish to continue [Y|N]-->'],
  accedian: ['Password:', 'login:', 'User name:'],
  coriant: ['Password: ', 'login: '],
  mikrotik_routeros: [
    'Do you want to see the software license? [Y/n]: ',
    '-- [Q quit|D dump|down]',
    'new password> ',
  ],
  netapp_cdot: ["Press <space> to page down, <return> for next line, or 'q' to quit... ", '::> '],
  ubiquiti_edgeswitch: ['--More-- or (q)uit', '(UBNT)'],
  generic: ['Password: ', ' --More-- ', '> ', 'login: '],
};

const names = (table: object): readonly PlatformName[] => Object.keys(table) as PlatformName[];

describe.each(names(PROMPTS))('on %s', (name) => {
  test.each(PROMPTS[name] ?? [])('`%s` is a prompt of the mode %s', (line, mode, host) => {
    expect(recognise(platform(name), line)).toEqual({ text: line, mode, name: host });
  });

  test('they are of one device, as far as they have the same name', () => {
    const [first, ...others] = (PROMPTS[name] ?? []).map(([line]) => recognise(platform(name), line));
    for (const other of others) {
      if (first && other && first.name === other.name && first.mode !== other.mode) {
        expect(sameDevice(first, other)).toBe(true);
      }
    }
  });
});

describe.each(names(NO_PROMPTS))('on %s', (name) => {
  test.each(NO_PROMPTS[name] ?? [])('`%s` is no prompt', (line) => {
    expect(recognise(platform(name), line)).toBeUndefined();
  });
});

describe.each(names(PLATFORMS))('on %s', (name) => {
  test.each(['', ' ', 'Password: ', 'Username: ', ' --More-- ', 'x'.repeat(300)])(
    '`%s` is no prompt',
    (line) => {
      expect(recognise(platform(name), line)).toBeUndefined();
    },
  );
});
