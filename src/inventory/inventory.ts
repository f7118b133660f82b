import type { InventoryDevice } from '../model/device.ts';
import type { DeviceKind, PlatformName } from '../platforms/index.ts';
import type { OwnPlatforms } from './own-platforms.ts';
import type { Place, Problems } from './problems.ts';
import type { Mapping, Tree } from './tree.ts';

/** What an inventory says about the devices one has: defaults and groups are merged, nothing is left to look up. */
export type Inventory = {
  /** The file, or whatever else it was, as the user named it. */
  readonly file: string;
  /** It is files on this machine; false: it came from elsewhere, and what it says is not the user's own word. */
  readonly isLocal: boolean;
  /** In the order of the file; a host that is listed twice is two devices. */
  readonly devices: readonly InventoryDevice[];
  /** Group names, in the order in which they were met, with the names of their devices. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** The user's own: those that it was read with, and those that it describes itself. */
  readonly platforms: OwnPlatforms;
  /** What the user should know although it is no error, one sentence each. */
  readonly notes: readonly string[];
  /** What the user must know, also one who wants to hear little. */
  readonly warnings: readonly string[];
  /** Where each value of a device was written, by its key. */
  origins(device: InventoryDevice): ReadonlyMap<string, Place>;
  /** Each value of a device as it is written, by its key, with what it inherits. */
  written(device: InventoryDevice): ReadonlyMap<string, Tree>;
};

/** What the command line gives to devices whose entry does not say it. */
export type InventoryDefaults = {
  readonly kind?: DeviceKind;
  readonly port?: number;
  /** Platforms of the user's own, besides those that the inventory describes. */
  readonly platforms?: OwnPlatforms;
};

/** A text that is an inventory in some format. */
export type Source = {
  /** Only for messages, as the user named it. */
  readonly file: string;
  /** Where on the disk it lies, for formats with files beside it; absent for what came from elsewhere. */
  readonly path?: string;
  readonly text: string;
  readonly problems: Problems;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** One device, as a format found it. */
export type Row = {
  /** What it is called where its mapping has no name. */
  readonly key?: string;
  /** In the words of netmiko and netrun, complete: what it inherits is merged. */
  readonly mapping: Mapping;
  /** The user's own words, where the format keeps them apart: here `port` means nothing special. */
  readonly variables?: Mapping;
  /** The groups that its place puts it into. */
  readonly groups: readonly string[];
  /** What the format has seen to be wrong with it alone; where the others go on without it, it is skipped. */
  readonly problems?: Problems;
};

/** What a format makes of a source. */
export type Reading = {
  readonly rows: readonly Row[];
  /** What a device is that does not say it, unless the command line does; undefined: it must say it. */
  readonly platform?: PlatformName;
  /** Platforms that it describes. */
  readonly platforms?: Mapping;
  readonly notes?: readonly string[];
};

/** One way of writing an inventory. What is wrong with a source is added to its problems. */
export type Format = TextFormat | YamlFormat;

type TextFormat = {
  readonly kind: 'text';
  /** Is this text written so? */
  recognise(text: string, file: string): boolean;
  /** Loads what reads it, which a run that has another inventory does not need. */
  load(): Promise<(source: Source) => Reading | Promise<Reading>>;
};

/** A format that is YAML, and so may be JSON: the text is read before anybody looks at what it means. */
type YamlFormat = {
  readonly kind: 'yaml';
  recognise(root: Tree, file: string): boolean;
  load(): Promise<(yaml: YamlSource, source: Source) => Reading | Promise<Reading>>;
};

/** The YAML of a source. */
export type YamlSource = {
  readonly root: Tree;
  /** The mappings that others take values from with `<<`. */
  readonly bases: ReadonlySet<Mapping>;
  readonly problems: Problems;
};
