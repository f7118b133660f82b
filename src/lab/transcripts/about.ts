import type { PlatformName } from '../../platforms/index.ts';

const VRP =
  'Huawei Versatile Routing Platform Software\nVRP (R) software, Version 5.170 (S5720 V200R019C10SPC500)';
const JUNOS = 'Hostname: lab\nModel: vsrx\nJunos: 21.4R1.12\nJUNOS Software Release [21.4R1.12]';
const TIMOS = 'TiMOS-B-21.10.R1 both/x86_64 Nokia 7750 SR Copyright (c) 2000-2021 Nokia.';

/** The first lines of what devices print about themselves; the others print what netrun calls them. */
export const ABOUT: Readonly<Partial<Record<PlatformName, string>>> = {
  arista_eos: 'Arista DCS-7050TX-64-R\nHardware version:    01.11\nSoftware image version: 4.27.3F',
  aruba_aoscx:
    '-----------------------------------------------------------------------------\nArubaOS-CX\n(c) Copyright 2017-2022 Hewlett Packard Enterprise Development LP',
  checkpoint_gaia:
    'Product version Check Point Gaia R81.10\nOS build 335\nOS kernel version 3.10.0-957.21.3cpx86_64',
  cisco_asa: 'Cisco Adaptive Security Appliance Software Version 9.16(3)\nDevice Manager Version 7.16(1)',
  cisco_nxos: 'Cisco Nexus Operating System (NX-OS) Software\nTAC support: http://www.cisco.com/tac',
  cisco_s300: 'SW version    1.4.8.6 ( date  29-Aug-2017 time  16:17:22 )\nBoot version    1.3.5.06',
  cisco_wlc:
    "Manufacturer's Name.............................. Cisco Systems Inc.\nProduct Name..................................... Cisco Controller",
  cisco_xr: 'Cisco IOS XR Software, Version 7.3.2\nCopyright (c) 2013-2021 by Cisco Systems, Inc.',
  dell_os10: 'Dell SmartFabric OS10 Enterprise\nCopyright (c) 1999-2022 by Dell Inc. All Rights Reserved.',
  extreme_exos:
    'Switch      : 800745-00-04 1530N-40001 Rev 4.0 BootROM: 1.0.2.1\nImage   : ExtremeXOS version 22.5.1.7',
  f5_tmsh: 'Sys::Version\nMain Package\n  Product     BIG-IP\n  Version     16.1.2',
  fortinet: 'Version: FortiGate-60F v7.0.9,build0444,221121 (GA.M)\nSerial-Number: FGT60FTK00000001',
  hp_comware: 'HPE Comware Software, Version 7.1.070, Release 6126P20\nHPE 5130 24G 4SFP+ EI',
  hp_procurve:
    'Image stamp:    /ws/swbuildm/rel_ukiah_qaoff/code/build/lvm\n                Nov 24 2021 03:35:46\n                WC.16.10.0023',
  huawei: VRP,
  huawei_vrp: VRP,
  huawei_vrpv8:
    'Huawei Versatile Routing Platform Software\nVRP (R) software, Version 8.180 (CE6881 V200R019C10SPC800)',
  juniper: JUNOS,
  juniper_junos: JUNOS,
  mikrotik_routeros:
    '                   uptime: 1w2d3h\n                  version: 7.8 (stable)\n                 platform: MikroTik',
  nokia_srl:
    'Hostname             : srl\nChassis Type         : 7220 IXR-D3L\nSoftware Version     : v22.11.1\nSR Linux',
  alcatel_sros: TIMOS,
  nokia_sros: TIMOS,
  paloalto_panos: 'hostname: fw\nip-address: 192.0.2.1\nfamily: vm\nmodel: PA-VM\nsw-version: 10.1.6',
  vyos: 'Version:          VyOS 1.3.2\nRelease train:    equuleus',
};
