/** What tells platforms apart where nobody has said what a device is. In all lists the first that matches counts. */
export type Detection<Name extends string> = {
  /** What an SSH server calls itself, without `SSH-2.0-`, where nothing else calls itself so. */
  readonly identifications: readonly Sign<Name>[];
  /** What stands in the answers to the commands below, refusals among them. Names of one vendor come before wider ones. */
  readonly signs: readonly Sign<Name>[];
  /** The command that is typed at such a prompt. */
  readonly first: readonly NextCommand[];
  /** The command that is typed when the first was answered so, and the answer was no sign. */
  readonly second: readonly NextCommand[];
};

type Sign<Name extends string> = { readonly pattern: RegExp; readonly platform: Name };
type NextCommand = { readonly after: RegExp; readonly command: string };

/**
 * Sources: what `show version` and its kin print, as the vendors' command references and the public collections of
 * outputs (ntc-templates, netmiko's SSHDetect) have it.
 */
export const detection = {
  identifications: [
    { pattern: /^ROSSSH/, platform: 'mikrotik_routeros' },
    { pattern: /^CISCO_WLC/, platform: 'cisco_wlc' },
    { pattern: /^Comware-/, platform: 'hp_comware' },
    { pattern: /^NetScreen/, platform: 'juniper_screenos' },
    { pattern: /^RGOS_SSH/, platform: 'ruijie_os' },
  ],
  signs: [
    { pattern: /Cisco IOS XR Software/, platform: 'cisco_xr' },
    { pattern: /Cisco Nexus Operating System|\bNX-OS\b/, platform: 'cisco_nxos' },
    { pattern: /Cisco Adaptive Security Appliance/, platform: 'cisco_asa' },
    { pattern: /Firepower Threat Defense|\bFTD\b/, platform: 'cisco_ftd' },
    { pattern: /\bIOS[ -]XE\b/, platform: 'cisco_xe' },
    { pattern: /Cisco IOS Software|Cisco Internetwork Operating System/, platform: 'cisco_ios' },
    { pattern: /Product Name\.+ Cisco Controller/, platform: 'cisco_wlc' },
    { pattern: /^(?:SW version +\d|Active-image: )/m, platform: 'cisco_s300' },
    { pattern: /^\s*Arista\b|\bvEOS\b/m, platform: 'arista_eos' },
    { pattern: /\bJUNOS\b|^Junos: /m, platform: 'juniper_junos' },
    { pattern: /\bScreenOS\b/, platform: 'juniper_screenos' },
    { pattern: /SmartAX|^\s*(?:VERSION : |PRODUCT )MA5\d{3}/m, platform: 'huawei_smartax' },
    { pattern: /VRP \(R\) software, Version 8/, platform: 'huawei_vrpv8' },
    { pattern: /VRP \(R\) software|Versatile Routing Platform/, platform: 'huawei_vrp' },
    { pattern: /Comware Software/i, platform: 'hp_comware' },
    { pattern: /ArubaOS-CX|AOS-CX/, platform: 'aruba_aoscx' },
    { pattern: /\bArubaOS \(MODEL|Aruba Operating System Software/, platform: 'aruba_os' },
    { pattern: /^Image stamp:|ProCurve/m, platform: 'hp_procurve' },
    { pattern: /^Version: Forti|\bFortiOS\b/m, platform: 'fortinet' },
    { pattern: /^(?:model: PA-|family: vm$|sw-version: \d)/m, platform: 'paloalto_panos' },
    { pattern: /Check Point Gaia|Product version Check Point/, platform: 'checkpoint_gaia' },
    { pattern: /\bBIG-IP\b/, platform: 'f5_tmsh' },
    { pattern: /SR ?Linux/, platform: 'nokia_srl' },
    { pattern: /\bTiMOS-/, platform: 'nokia_sros' },
    { pattern: /ExtremeXOS|\bEXOS\b|Extreme Networks Switch Engine/, platform: 'extreme_exos' },
    { pattern: /SLX-OS/, platform: 'extreme_slx' },
    { pattern: /Network Operating System Software/, platform: 'extreme_nos' },
    { pattern: /\bVOSS\b|VSP Operating System/, platform: 'extreme_vsp' },
    { pattern: /\bWiNG version/, platform: 'extreme_wing' },
    { pattern: /\bICX\d{4}|\bFastIron\b/, platform: 'ruckus_fastiron' },
    { pattern: /\bNetIron\b/, platform: 'extreme_netiron' },
    { pattern: /SmartFabric OS10|Dell .*\bOS10\b/, platform: 'dell_os10' },
    {
      pattern: /Dell (?:EMC )?(?:Networking|Force10|Real Time|Application Software).*|Force10 Networks/,
      platform: 'dell_os9',
    },
    { pattern: /SONiC[\w .-]*Enterprise|Software Version: dell_sonic/i, platform: 'dell_sonic' },
    { pattern: /SONiC Software Version/, platform: 'edgecore_sonic' },
    { pattern: /EdgeOS|EdgeRouter/, platform: 'ubiquiti_edgerouter' },
    { pattern: /\bVyOS\b|\bVyatta\b/, platform: 'vyos' },
    { pattern: /EdgeSwitch/, platform: 'ubiquiti_edgeswitch' },
    { pattern: /\bMLNX-OS\b|\bOnyx\b/, platform: 'mellanox_mlnxos' },
    { pattern: /\bRuijie\b|\bRGOS\b/, platform: 'ruijie_os' },
    { pattern: /ZXR10|ZXROS/, platform: 'zte_zxros' },
    { pattern: /AlliedWare Plus/, platform: 'allied_telesis_awplus' },
    { pattern: /\bOcNOS\b/, platform: 'ipinfusion_ocnos' },
    { pattern: /\bBiNOS\b/, platform: 'telcosystems_binos' },
    { pattern: /\bOneOS\b/, platform: 'oneaccess_oneos' },
    { pattern: /\bRouterOS\b|platform: MikroTik/, platform: 'mikrotik_routeros' },
    // Its command line is made after Cisco's.
    { pattern: /\bFRRouting\b|\bQuagga\b/, platform: 'cisco_ios' },
    { pattern: /^Linux .*(?:cumulus|-cl-\d)/im, platform: 'cumulus_linux' },
    { pattern: /^(?:Linux|FreeBSD|OpenBSD|NetBSD|Darwin|SunOS|AIX) \S/m, platform: 'linux' },
  ],
  first: [
    { after: /^<[^<>]+>$/, command: 'display version' },
    { after: /./, command: 'show version' },
  ],
  second: [
    { after: /bad command name/, command: '/system resource print' },
    { after: /command not found|: not found|No such file or directory/i, command: 'uname -a' },
    { after: /Unknown action|command parse error/i, command: 'get system status' },
    { after: /^Incorrect (?:usage|input)/im, command: 'show sysinfo' },
    { after: /^CLINFR\d+/m, command: 'show version all' },
    { after: /^Invalid syntax\.|^Unknown command: /m, command: 'show system info' },
    { after: /^Syntax Error: /m, command: 'show sys version' },
    { after: /Unrecognized command found|^Error: ?Unrecognized command/m, command: 'display version' },
  ],
} as const satisfies Detection<string>;
