import type { Format } from '../inventory.ts';
import { devicesYaml } from './devices-yaml.ts';

/** Every format that netrun reads; the first that recognises a text reads it, and the last one takes any text. */
export const FORMATS = [devicesYaml] as const satisfies readonly Format[];
