import type { PlatformName } from '../platforms/index.ts';
import { findPlatform } from './device-type.ts';

/**
 * The device type that is meant by what NAPALM, scrapli, Ansible and people call a platform: `ios`, `cisco_iosxe`,
 * `cisco.ios.ios`, `Cisco IOS-XE`. A name that nobody knows comes back as it is, to be complained about.
 */
export function deviceTypeOf(name: string): string {
  const plain = name.trim();
  if (findPlatform(plain)) return plain;
  // Ansible names a platform in full by its collection: cisco.ios.ios, nokia.sros.md.
  const [, namespace, collection, last] = /^(\w+)\.(\w+)\.(\w+)$/.exec(plain.toLowerCase()) ?? [];
  const words = namespace ? [last, collection] : [plain.toLowerCase().replaceAll(/[\s-]+/g, '_')];
  for (const word of words) {
    const found = word === undefined ? undefined : (findPlatform(word) ?? lookUp(word));
    if (found) return found;
  }
  return plain;
}

function lookUp(word: string): PlatformName | undefined {
  return Object.hasOwn(OTHER_NAMES, word) ? OTHER_NAMES[word as keyof typeof OTHER_NAMES] : undefined; // hasOwn said so
}

/** NAPALM's drivers, the platforms of scrapli and scrapli_community, and Ansible's network_os by their last words. */
const OTHER_NAMES = {
  ios: 'cisco_ios',
  iosxe: 'cisco_xe',
  ios_xe: 'cisco_xe',
  cisco_iosxe: 'cisco_xe',
  cisco_ios_xe: 'cisco_xe',
  iosxr: 'cisco_xr',
  ios_xr: 'cisco_xr',
  iosxr_netconf: 'cisco_xr',
  cisco_iosxr: 'cisco_xr',
  cisco_ios_xr: 'cisco_xr',
  nxos: 'cisco_nxos',
  nx_os: 'cisco_nxos',
  nxos_ssh: 'cisco_nxos',
  cisco_nx_os: 'cisco_nxos',
  asa: 'cisco_asa',
  ftd: 'cisco_ftd',
  aireos: 'cisco_wlc',
  cisco_aireos: 'cisco_wlc',
  cisco_cbs: 'cisco_s300',
  ciscosmb: 'cisco_s300',
  s350: 'cisco_s300',
  eos: 'arista_eos',
  junos: 'juniper_junos',
  ce: 'huawei_vrpv8',
  vrp: 'huawei_vrp',
  comware: 'hp_comware',
  procurve: 'hp_procurve',
  aoscx: 'aruba_aoscx',
  aos_cx: 'aruba_aoscx',
  aruba: 'aruba_os',
  aruba_wlc: 'aruba_os',
  fortios: 'fortinet',
  fortinet_fortios: 'fortinet',
  panos: 'paloalto_panos',
  routeros: 'mikrotik_routeros',
  ros: 'mikrotik_routeros',
  sros: 'nokia_sros',
  srl: 'nokia_srl',
  srlinux: 'nokia_srl',
  nokia_srlinux: 'nokia_srl',
  vyos_vyos: 'vyos',
  edgeos: 'ubiquiti_edgerouter',
  edgeswitch: 'ubiquiti_edgeswitch',
  dellos6: 'dell_os6',
  dellos9: 'dell_os9',
  dellos10: 'dell_os10',
  os6: 'dell_os6',
  os9: 'dell_os9',
  os10: 'dell_os10',
  dell_emc: 'dell_os10',
  sonic: 'dell_sonic',
  dell_enterprisesonic: 'dell_sonic',
  exos: 'extreme_exos',
  nos: 'extreme_nos',
  slxos: 'extreme_slx',
  voss: 'extreme_vsp',
  icx: 'ruckus_fastiron',
  fastiron: 'ruckus_fastiron',
  ironware: 'extreme_netiron',
  netvisor: 'pluribus',
  onyx: 'mellanox_mlnxos',
  eric_eccli: 'ericsson_ipos',
  raisecom_ros: 'raisecom_roap',
  versa_flexvnf: 'flexvnf',
  dlink_os: 'dlink_ds',
  ocnos: 'ipinfusion_ocnos',
  // Slugs that people give to platforms in NetBox.
  fortigate: 'fortinet',
  pan_os: 'paloalto_panos',
  palo_alto_panos: 'paloalto_panos',
  palo_alto_pan_os: 'paloalto_panos',
  sr_os: 'nokia_sros',
  nokia_sr_os: 'nokia_sros',
  sr_linux: 'nokia_srl',
  nokia_sr_linux: 'nokia_srl',
  aruba_aos_cx: 'aruba_aoscx',
  hpe_comware: 'hp_comware',
  hpe_procurve: 'hp_procurve',
  cumulus: 'cumulus_linux',
  ubiquiti_edgeos: 'ubiquiti_edgerouter',
  gaia: 'checkpoint_gaia',
  check_point_gaia: 'checkpoint_gaia',
  tmos: 'f5_tmsh',
  f5_tmos: 'f5_tmsh',
  big_ip: 'f5_tmsh',
  f5_big_ip: 'f5_tmsh',
  ruckus_icx: 'ruckus_fastiron',
  ale_aos: 'alcatel_aos',
  ubuntu: 'linux',
  ubuntu_linux: 'linux',
  debian: 'linux',
  debian_linux: 'linux',
  rhel: 'linux',
  red_hat_enterprise_linux: 'linux',
  centos: 'linux',
  fedora: 'linux',
  rocky: 'linux',
  rocky_linux: 'linux',
  almalinux: 'linux',
  oracle_linux: 'linux',
  sles: 'linux',
  alpine_linux: 'linux',
} as const satisfies Readonly<Record<string, PlatformName>>;
