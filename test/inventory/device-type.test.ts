import { describe, expect, it } from 'vitest';
import { findPlatform, readDeviceType } from '../../src/inventory/device-type.ts';
import { PLATFORMS } from '../../src/platforms/index.ts';

describe.each(Object.keys(PLATFORMS))('device type %s', (name) => {
  it('names its platform, with and without _ssh', () => {
    expect(readDeviceType(name)).toEqual({ platform: name });
    expect(readDeviceType(`${name}_ssh`)).toEqual({ platform: name });
    expect(findPlatform(name)).toBe(name);
  });

  it.each(['telnet', 'serial'])('is refused over %s with the type to write', (transport) => {
    const type = readDeviceType(`${name}_${transport}`);
    expect(type).toEqual({
      problem: expect.stringMatching(new RegExp(`netrun speaks SSH only; write ${name}$`)),
    });
  });
});

/** Every netmiko device type that is reached in another way than over SSH. */
const NOT_OVER_SSH = `
  adtran_os_telnet apresia_aeos_telnet arista_eos_telnet aruba_procurve_telnet audiocode_66_telnet
  audiocode_72_telnet audiocode_shell_telnet bintec_boss_telnet brocade_fastiron_telnet brocade_netiron_telnet
  calix_b6_telnet centec_os_telnet ciena_saos_telnet cisco_ios_serial cisco_ios_telnet cisco_nxos_telnet
  cisco_s200_telnet cisco_s300_telnet cisco_xr_telnet dell_dnos6_telnet dell_powerconnect_telnet dlink_ds_telnet
  extreme_exos_telnet extreme_netiron_telnet extreme_telnet fiberstore_fsosv2_telnet generic_telnet
  generic_termserver_telnet genexis_solt33_telnet hp_comware_telnet hp_procurve_telnet huawei_olt_telnet
  huawei_telnet infinera_packet_telnet ipinfusion_ocnos_telnet juniper_junos_telnet maipu_telnet nec_ix_telnet
  nokia_sros_telnet oneaccess_oneos_telnet optilink_eolt11444_telnet optilink_eolt9702_telnet
  paloalto_panos_telnet rad_etx_telnet raisecom_telnet ruckus_fastiron_telnet ruijie_os_telnet
  supermicro_smis_telnet telcosystems_binos_telnet teldat_cit_telnet tplink_jetstream_telnet yamaha_telnet
  zte_zxros_telnet`
  .trim()
  .split(/\s+/);

describe('netmiko', () => {
  it('has 53 types that are not reached over SSH', () => {
    expect(new Set(NOT_OVER_SSH).size).toBe(53);
  });

  it.each(NOT_OVER_SSH)('type %s is refused, with the SSH type where there is one', (name) => {
    const type = readDeviceType(name);
    const said = 'problem' in type ? type.problem : '';
    const [, base = '', write] =
      /^"(.*)_(?:telnet|serial)" is a .* and netrun speaks SSH only; (?:write (\w+)|there is no SSH type for it)$/.exec(
        said,
      ) ?? [];
    expect(name).toBe(`${base}_${name.slice(base.length + 1)}`);
    if (write === undefined) expect(base).toMatch(/^(?:genexis_solt33|optilink_eolt\d+)$/);
    else expect(findPlatform(write)).toBe(write);
  });
});

describe('an unknown device type', () => {
  it.each([
    ['cisco_xyz', /^unknown device type "cisco_xyz"; /],
    ['cisco_oss_telnet', /^unknown device type "cisco_oss_telnet"; did you mean cisco_ios or /],
    ['Cisco_IOS', /^unknown device type "Cisco_IOS"; did you mean cisco_ios\?/],
    ['comware', /did you mean hp_comware or h3c_comware\?/],
    ['', /^unknown device type ""; known are /],
    ['__proto__', /^unknown device type/],
    ['constructor_telnet', /^unknown device type/],
  ])('%s is a problem with a way out', (text, expected) => {
    expect(readDeviceType(text)).toEqual({ problem: expect.stringMatching(expected) });
    expect(findPlatform(text)).toBeUndefined();
  });
});
