import { a10 } from './a10.ts';
import { accedian, coriant } from './accedian.ts';
import { adtranOs } from './adtran.ts';
import { advaFsp150F2, advaFsp150F3 } from './adva.ts';
import { alaxala } from './alaxala.ts';
import { alcatelAos } from './alcatel.ts';
import { alliedTelesisAwplus } from './allied-telesis.ts';
import { apresiaAeos } from './apresia.ts';
import { aristaEos } from './arista.ts';
import { arrisCer } from './arris.ts';
import { arubaAosCx, arubaOs } from './aruba.ts';
import { asterfusionAsternos } from './asterfusion.ts';
import { audiocodes66, audiocodes72, audiocodesShell } from './audiocodes.ts';
import { autodetect } from './autodetect.ts';
import { bintecBoss } from './bintec.ts';
import { brocadeFos } from './brocade-fos.ts';
import { calixB6 } from './calix.ts';
import { casaCmts } from './casa.ts';
import { cdotCros } from './cdot.ts';
import { centecOs } from './centec.ts';
import { checkPointGaia } from './check-point.ts';
import { cienaSaos, cienaSaos10, cienaWaveserver } from './ciena.ts';
import { ciscoAsa, ciscoFtd } from './cisco-asa.ts';
import { ciscoIos } from './cisco-ios.ts';
import { ciscoApic, ciscoNxos } from './cisco-nxos.ts';
import { ciscoS200, ciscoS300 } from './cisco-small-business.ts';
import { ciscoTelepresence } from './cisco-telepresence.ts';
import { ciscoViptela } from './cisco-viptela.ts';
import { ciscoWlc } from './cisco-wlc.ts';
import { ciscoXr } from './cisco-xr.ts';
import { netscaler } from './citrix.ts';
import { cloudgenixIon } from './cloudgenix.ts';
import { dellOs6, dellOs9, dellOs10, dellPowerConnect, dellSonic } from './dell.ts';
import { type Detection, detection } from './detection.ts';
import { digiTransport } from './digi.ts';
import { dlinkDs } from './dlink.ts';
import { ekinopsEk360, oneaccessOneos } from './ekinops.ts';
import { eltex, eltexEsr } from './eltex.ts';
import { enterasys } from './enterasys.ts';
import { ericssonIpos, ericssonMinilink63, ericssonMinilink66 } from './ericsson.ts';
import {
  extremeErs,
  extremeExos,
  extremeNos,
  extremeSlx,
  extremeTierra,
  extremeVsp,
  extremeWing,
} from './extreme.ts';
import { f5Tmsh } from './f5.ts';
import {
  broadcomIcos,
  netgearProsafe,
  quantaMesh,
  ubiquitiEdgeSwitch,
  ubiquitiUnifiSwitch,
} from './fastpath.ts';
import { fiberstoreFsos, fiberstoreFsosv2, fiberstoreNetworkos } from './fiberstore.ts';
import { fortinet } from './fortinet.ts';
import { garderosGrs } from './garderos.ts';
import { generic } from './generic.ts';
import { hillstoneStoneos } from './hillstone.ts';
import { hpComware } from './hp-comware.ts';
import { hpProcurve } from './hp-procurve.ts';
import { huaweiVrp, huaweiVrp8 } from './huawei.ts';
import { huaweiSmartax, huaweiSmartaxMmi } from './huawei-smartax.ts';
import { infineraPacket } from './infinera.ts';
import { ipInfusionOcnos } from './ip-infusion.ts';
import { juniperJunos, juniperScreenos } from './juniper.ts';
import { keymile, keymileNos } from './keymile.ts';
import { lancomLcosSx4 } from './lancom.ts';
import { linux } from './linux.ts';
import {
  corelightLinux,
  cumulusLinux,
  dellIsilon,
  edgecoreSonic,
  f5Linux,
  ovsLinux,
} from './linux-relatives.ts';
import { maipu } from './maipu.ts';
import { endace, mellanoxMlnxos, silverpeakVxoa } from './mellanox.ts';
import { mikrotikRouterOs, mikrotikSwitchOs } from './mikrotik.ts';
import { mrvLx, mrvOptiswitch } from './mrv.ts';
import { necIx } from './nec.ts';
import { netappCdot } from './netapp.ts';
import { nokiaSrl, nokiaSros } from './nokia.ts';
import { paloAltoPanos } from './palo-alto.ts';
import type { DeviceKind, Platform } from './platform.ts';
import { pluribus } from './pluribus.ts';
import { radEtx } from './rad.ts';
import { raisecomRoap } from './raisecom.ts';
import { extremeNetiron, ruckusFastiron } from './ruckus.ts';
import { ruijieOs } from './ruijie.ts';
import { sixwindOs } from './sixwind.ts';
import { sophosSfos } from './sophos.ts';
import { supermicroSmis } from './supermicro.ts';
import { telcoSystemsBinos } from './telco-systems.ts';
import { teldatCit } from './teldat.ts';
import { tpLinkJetstream } from './tp-link.ts';
import { flexvnf } from './versa.ts';
import { vertivMph } from './vertiv.ts';
import { ubiquitiEdgeRouter, vyos } from './vyos.ts';
import { watchguardFireware } from './watchguard.ts';
import { yamaha } from './yamaha.ts';
import { zteZxros } from './zte.ts';
import { zyxelOs } from './zyxel.ts';

/** Every network operating system that netrun knows, by its netmiko device type; several names may mean the same one. */
export const PLATFORMS = {
  cisco_ios: ciscoIos,
  cisco_xe: ciscoIos,
  cisco_nxos: ciscoNxos,
  cisco_xr: ciscoXr,
  cisco_asa: ciscoAsa,
  cisco_ftd: ciscoFtd,
  cisco_wlc: ciscoWlc,
  cisco_s200: ciscoS200,
  cisco_s300: ciscoS300,
  cisco_apic: ciscoApic,
  cisco_viptela: ciscoViptela,
  cisco_tp: ciscoTelepresence,

  arista_eos: aristaEos,
  juniper: juniperJunos,
  juniper_junos: juniperJunos,
  juniper_screenos: juniperScreenos,
  huawei: huaweiVrp,
  huawei_vrp: huaweiVrp,
  huawei_vrpv8: huaweiVrp8,
  huawei_smartax: huaweiSmartax,
  huawei_olt: huaweiSmartax,
  huawei_smartaxmmi: huaweiSmartaxMmi,
  hp_comware: hpComware,
  h3c_comware: hpComware,
  hp_procurve: hpProcurve,
  aruba_procurve: hpProcurve,
  aruba_osswitch: hpProcurve,
  aruba_aoscx: arubaAosCx,
  aruba_os: arubaOs,
  fortinet,
  paloalto_panos: paloAltoPanos,
  checkpoint_gaia: checkPointGaia,
  mikrotik_routeros: mikrotikRouterOs,
  mikrotik_switchos: mikrotikSwitchOs,
  nokia_sros: nokiaSros,
  alcatel_sros: nokiaSros,
  nokia_srl: nokiaSrl,
  vyos,
  vyatta_vyos: vyos,
  brocade_vyos: vyos,
  linux,

  a10,
  accedian,
  adtran_os: adtranOs,
  adva_fsp150f2: advaFsp150F2,
  adva_fsp150f3: advaFsp150F3,
  alaxala_ax26s: alaxala,
  alaxala_ax36s: alaxala,
  alcatel_aos: alcatelAos,
  allied_telesis_awplus: alliedTelesisAwplus,
  apresia_aeos: apresiaAeos,
  arris_cer: arrisCer,
  asterfusion_asternos: asterfusionAsternos,
  audiocode_66: audiocodes66,
  audiocode_72: audiocodes72,
  audiocode_shell: audiocodesShell,
  avaya_ers: extremeErs,
  avaya_vsp: extremeVsp,
  bintec_boss: bintecBoss,
  broadcom_icos: broadcomIcos,
  brocade_fastiron: ruckusFastiron,
  brocade_fos: brocadeFos,
  brocade_netiron: extremeNetiron,
  brocade_nos: extremeNos,
  brocade_vdx: extremeNos,
  calix_b6: calixB6,
  casa_cmts: casaCmts,
  cdot_cros: cdotCros,
  centec_os: centecOs,
  ciena_saos: cienaSaos,
  ciena_saos10: cienaSaos10,
  ciena_waveserver: cienaWaveserver,
  cloudgenix_ion: cloudgenixIon,
  corelight_linux: corelightLinux,
  coriant,
  cumulus_linux: cumulusLinux,
  dell_dnos9: dellOs9,
  dell_force10: dellOs9,
  dell_isilon: dellIsilon,
  dell_os6: dellOs6,
  dell_os9: dellOs9,
  dell_os10: dellOs10,
  dell_powerconnect: dellPowerConnect,
  dell_sonic: dellSonic,
  digi_transport: digiTransport,
  dlink_ds: dlinkDs,
  edgecore_sonic: edgecoreSonic,
  ekinops_ek360: ekinopsEk360,
  eltex,
  eltex_esr: eltexEsr,
  endace,
  enterasys,
  ericsson_ipos: ericssonIpos,
  ericsson_mltn63: ericssonMinilink63,
  ericsson_mltn66: ericssonMinilink66,
  extreme: extremeExos,
  extreme_ers: extremeErs,
  extreme_exos: extremeExos,
  extreme_netiron: extremeNetiron,
  extreme_nos: extremeNos,
  extreme_slx: extremeSlx,
  extreme_tierra: extremeTierra,
  extreme_vdx: extremeNos,
  extreme_vsp: extremeVsp,
  extreme_wing: extremeWing,
  f5_linux: f5Linux,
  f5_ltm: f5Tmsh,
  f5_tmsh: f5Tmsh,
  fiberstore_fsos: fiberstoreFsos,
  fiberstore_fsosv2: fiberstoreFsosv2,
  fiberstore_networkos: fiberstoreNetworkos,
  flexvnf,
  garderos_grs: garderosGrs,
  hillstone_stoneos: hillstoneStoneos,
  infinera_packet: infineraPacket,
  ipinfusion_ocnos: ipInfusionOcnos,
  keymile,
  keymile_nos: keymileNos,
  lancom_lcossx4: lancomLcosSx4,
  maipu,
  mellanox: mellanoxMlnxos,
  mellanox_mlnxos: mellanoxMlnxos,
  mrv_lx: mrvLx,
  mrv_optiswitch: mrvOptiswitch,
  nec_ix: necIx,
  netapp_cdot: netappCdot,
  netgear_prosafe: netgearProsafe,
  netscaler,
  oneaccess_oneos: oneaccessOneos,
  ovs_linux: ovsLinux,
  pluribus,
  quanta_mesh: quantaMesh,
  rad_etx: radEtx,
  raisecom_roap: raisecomRoap,
  ruckus_fastiron: ruckusFastiron,
  ruijie_os: ruijieOs,
  silverpeak_vxoa: silverpeakVxoa,
  sixwind_os: sixwindOs,
  sophos_sfos: sophosSfos,
  supermicro_smis: supermicroSmis,
  telcosystems_binos: telcoSystemsBinos,
  teldat_cit: teldatCit,
  tplink_jetstream: tpLinkJetstream,
  ubiquiti_edge: ubiquitiEdgeSwitch,
  ubiquiti_edgerouter: ubiquitiEdgeRouter,
  ubiquiti_edgeswitch: ubiquitiEdgeSwitch,
  ubiquiti_unifiswitch: ubiquitiUnifiSwitch,
  vertiv_mph: vertivMph,
  watchguard_fireware: watchguardFireware,
  yamaha,
  zte_zxros: zteZxros,
  zyxel_os: zyxelOs,

  generic,
  generic_termserver: generic,
  terminal_server: generic,
  autodetect,
} satisfies Record<string, Platform>;

/** A device type that netrun knows. */
export type PlatformName = keyof typeof PLATFORMS;

/** What tells the platforms apart on the devices themselves. */
export const DETECTION: Detection<PlatformName> = detection;

/** What netrun knows of a platform, as the contract says it. */
export function platform(name: PlatformName): Platform {
  return PLATFORMS[name];
}

/** Is it the name of one of netrun's own platforms? */
export function isPlatformName(name: string): name is PlatformName {
  return Object.hasOwn(PLATFORMS, name);
}

/**
 * What is known of a device's platform: what it carries, else netrun's own of that name.
 * @throws Error where there is none of that name, which whoever made the device should have found
 */
export function platformOf({ platform: name, definition }: DeviceKind): Platform {
  if (definition) return definition;
  if (isPlatformName(name)) return PLATFORMS[name];
  throw new Error(`there is no platform "${name}"`);
}

export type { DeviceKind, Platform } from './platform.ts';
export { USER_NAME_AND_PASSWORD } from './shell-login.ts';
export { WORDS, type Word } from './words.ts';
