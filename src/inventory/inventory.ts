import type { InventoryDevice } from '../model/device.ts';
import type { PlatformName } from '../platforms/index.ts';

/** What a file says about the devices one has: defaults and groups are merged, nothing is left to look up. */
export type Inventory = {
  /** The file as the user named it. */
  readonly file: string;
  /** In the order of the file; a host that is listed twice is two devices. */
  readonly devices: readonly InventoryDevice[];
  /** Group names, in the order in which they were met, with the names of their devices. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** What the user should know although it is no error, one sentence each. */
  readonly notes: readonly string[];
};

/** What the command line gives to devices whose entry does not say it. */
export type InventoryDefaults = {
  readonly platform?: PlatformName;
  readonly port?: number;
};

/** One way of writing an inventory. */
export interface Format {
  /** As people call it. */
  readonly name: string;
  /** Is this text written in this format? The first format of the table that says so reads it. */
  recognise(text: string, file: string): boolean;
  /**
   * @param file only for messages, as the user named it
   * @throws UsageError with every problem of the text and where it stands
   */
  parse(text: string, file: string, defaults: InventoryDefaults): Inventory;
}
