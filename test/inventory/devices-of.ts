import { buildInventory } from '../../src/inventory/build.ts';
import { readDevicesYaml } from '../../src/inventory/formats/devices-yaml.ts';
import type { Inventory, InventoryDefaults } from '../../src/inventory/inventory.ts';
import { readYaml } from '../../src/inventory/yaml-tree.ts';

/** What netrun makes of the text of a devices.yaml. */
export function devicesOf(text: string, file: string, defaults: InventoryDefaults = {}): Inventory {
  const yaml = readYaml(text, file);
  return buildInventory(readDevicesYaml(yaml), {
    file,
    isLocal: true,
    badRows: 'stop',
    defaults,
    env: {},
    problems: yaml.problems,
  });
}
