import { PLATFORMS, type PlatformName } from '../../platforms/index.ts';
import type { Transcript } from '../transcript.ts';
import { ABOUT } from './about.ts';
import { ciscoIos } from './cisco-ios.ts';
import { CISCO_LIKE_WORDS as switches } from './cisco-like-words.ts';
import { type DeviceWords, transcriptOf } from './device-words.ts';
import { linux } from './linux.ts';
import { cumulusLinux, dellIsilon, f5Linux } from './linux-relatives.ts';
import { OTHER_WORDS as others } from './other-words.ts';
import { withWords } from './words.ts';

/** Platforms whose transcripts are written by hand. */
const WRITTEN = {
  cisco_ios: ciscoIos,
  cisco_xe: ciscoIos,
  linux,
  corelight_linux: linux,
  cumulus_linux: cumulusLinux,
  dell_isilon: dellIsilon,
  edgecore_sonic: linux,
  f5_linux: f5Linux,
  ovs_linux: linux,
} satisfies Partial<Record<PlatformName, Transcript>>;

/** What the others say. */
const WORDS: Readonly<Record<Exclude<PlatformName, keyof typeof WRITTEN>, DeviceWords>> = {
  ...switches,
  ...others,
  adva_fsp150f2: others.adva,
  adva_fsp150f3: others.adva,
  alaxala_ax26s: switches.alaxala,
  alaxala_ax36s: switches.alaxala,
  aruba_osswitch: switches.hp_procurve,
  aruba_procurve: switches.hp_procurve,
  audiocode_66: switches.audiocode_72,
  autodetect: others.generic,
  avaya_ers: switches.extreme_ers,
  avaya_vsp: switches.extreme_vsp,
  brocade_fastiron: switches.ruckus_fastiron,
  brocade_netiron: switches.extreme_netiron,
  brocade_nos: switches.extreme_nos,
  brocade_vdx: switches.extreme_nos,
  brocade_vyos: others.vyos,
  dell_dnos9: switches.dell_os9,
  dell_force10: switches.dell_os9,
  ericsson_mltn63: switches.ericsson_mltn,
  ericsson_mltn66: switches.ericsson_mltn,
  extreme: others.extreme_exos,
  extreme_vdx: switches.extreme_nos,
  f5_ltm: others.f5_tmsh,
  generic_termserver: others.generic,
  h3c_comware: others.hp_comware,
  huawei: others.huawei_vrp,
  huawei_olt: switches.huawei_smartax,
  huawei_smartaxmmi: switches.huawei_smartax,
  juniper: others.juniper_junos,
  mellanox_mlnxos: switches.mellanox,
  mikrotik_switchos: others.mikrotik_routeros,
  oneaccess_oneos: switches.ekinops_ek360,
  terminal_server: others.generic,
  ubiquiti_edge: switches.ubiquiti_edgeswitch,
  vyatta_vyos: others.vyos,
};

/** What the lab plays, by platform. */
export const TRANSCRIPTS = withAllWords({
  ...played(WORDS),
  ...WRITTEN,
} satisfies Record<PlatformName, Transcript>);

function withAllWords(
  transcripts: Readonly<Record<PlatformName, Transcript>>,
): Readonly<Record<PlatformName, Transcript>> {
  const names = Object.keys(PLATFORMS) as PlatformName[]; // the keys of the very table that the type is made of
  const complete = names.map((name) => [name, withWords(transcripts[name], PLATFORMS[name])]);
  return Object.fromEntries(complete) as Readonly<Record<PlatformName, Transcript>>; // fromEntries forgets the keys
}

function played<Name extends PlatformName>(
  words: Readonly<Record<Name, DeviceWords>>,
): Readonly<Record<Name, Transcript>> {
  const names = Object.keys(PLATFORMS).filter((name): name is Name => Object.hasOwn(words, name));
  const transcripts = names.map((name) => {
    const about = ABOUT[name];
    return [
      name,
      transcriptOf(PLATFORMS[name], { ...words[name], ...(about === undefined ? {} : { about }) }),
    ];
  });
  // Object.fromEntries forgets which keys it was given.
  return Object.fromEntries(transcripts) as Readonly<Record<Name, Transcript>>;
}
