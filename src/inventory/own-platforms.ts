import { isPlatformName, PLATFORMS, type Platform, platform } from '../platforms/index.ts';
import { PLATFORM_SHAPE, type RecordShape } from '../platforms/shape.ts';
import { suggester } from './did-you-mean.ts';
import { checkModes } from './platform-modes.ts';
import { readShape } from './platform-values.ts';
import type { Problems } from './problems.ts';
import { type Entry, isNull, kindOf, type Mapping } from './tree.ts';
import { readSwitch, readWord } from './values.ts';

/** Platforms that a user has described, by name. */
export type OwnPlatforms = ReadonlyMap<string, Platform>;

export const NO_PLATFORMS: OwnPlatforms = new Map();

/**
 * Reads the platforms that a user describes: the fields of `Platform` in YAML. What a description leaves out is taken
 * from the platform that it `extends`; there its modes, words and other mappings are taken key by key. Without
 * `extends` it is taken from `generic`, but for title and modes.
 * @param known those that were read before
 * @returns those and the known ones; what is wrong is added to the problems
 */
export function readPlatforms(section: Mapping, known: OwnPlatforms, problems: Problems): OwnPlatforms {
  const reader: Reader = { section, known, problems, done: new Map(), suggest: suggester(namesOf) };
  function namesOf() {
    return [...section.entries.keys(), ...known.keys(), ...Object.keys(PLATFORMS)];
  }
  const own = [...section.entries.keys()].flatMap((name) => {
    const found = resolve(name, [], reader);
    return found ? [[name, found] as const] : [];
  });
  return new Map([...known, ...own]);
}

/** Those that stand for a platform of netrun's own of the same name; undefined: there are none. */
export function overridesIn(own: OwnPlatforms): Readonly<Record<string, Platform>> | undefined {
  const overrides = [...own].filter(([name]) => isPlatformName(name));
  return overrides.length > 0 ? Object.fromEntries(overrides) : undefined;
}

type Reader = {
  readonly section: Mapping;
  readonly known: OwnPlatforms;
  readonly problems: Problems;
  /** undefined: there is something wrong with it. */
  readonly done: Map<string, Platform | undefined>;
  readonly suggest: (found: string) => string;
};

/** @param way the platforms that extend this one, the outermost first */
function resolve(name: string, way: readonly string[], reader: Reader): Platform | undefined {
  const entry = reader.section.entries.get(name);
  if (!entry) return reader.known.get(name) ?? (isPlatformName(name) ? platform(name) : undefined);
  if (!reader.done.has(name)) reader.done.set(name, read(name, entry, [...way, name], reader));
  return reader.done.get(name);
}

function read(
  name: string,
  { offset, value }: Entry,
  way: readonly string[],
  reader: Reader,
): Platform | undefined {
  const { problems } = reader;
  if (value.kind !== 'mapping') {
    problems.add(offset, `platform "${name}" must be a mapping of its fields, not ${kindOf(value)}`);
    return undefined;
  }
  checkName(name, offset, value, reader);
  const base = readBase(name, value, way, reader);
  const fields = withoutOwnKeys(value);
  if (!base) {
    // What else is wrong with it is told as well.
    readShape(fields, SHAPE, { name, problems, whole: PLATFORMS.generic });
    return undefined;
  }
  const before = problems.count;
  const from = value.entries.has('extends') ? { whole: base.platform } : { missing: ANY_COMMAND_LINE };
  // The shape is held equal to the type by the compiler, and all that is missing is in the problems.
  const own = readShape(fields, SHAPE, { name, problems, ...from }) as Platform;
  if (problems.count === before) checkModes(own, { name, offset, mapping: value, problems });
  return problems.count === before ? own : undefined;
}

const SHAPE: RecordShape = PLATFORM_SHAPE;

/** What is not said where nothing is extended; what it is and what its prompts look like must be. */
const { title: _title, modes: _modes, ...ANY_COMMAND_LINE } = PLATFORMS.generic;

const OWN_KEYS = ['extends', 'override'];

function withoutOwnKeys(mapping: Mapping): Mapping {
  return { ...mapping, entries: new Map([...mapping.entries].filter(([key]) => !OWN_KEYS.includes(key))) };
}

function checkName(name: string, offset: number, { entries }: Mapping, { known, problems }: Reader): void {
  const value = entries.get('override')?.value;
  const mayReplace = value ? readSwitch({ name: 'override', value }, problems) === true : false;
  if (!/^[A-Za-z][\w.-]*$/.test(name) || /_(?:ssh|telnet|serial)$/.test(name)) {
    problems.add(
      offset,
      `"${name}" is no name for a platform: letters, digits, _ and -, and no _ssh, _telnet or _serial at the end`,
    );
  } else if (known.has(name)) {
    problems.add(offset, `platform "${name}" is described twice, also in another file; keep one of them`);
  } else if (isPlatformName(name) && !mayReplace) {
    problems.add(
      offset,
      `"${name}" is one of netrun's own platforms; give yours another name, or add "override: true" to use it in its place`,
    );
  } else if (mayReplace && !isPlatformName(name)) {
    problems.add(
      entries.get('override')?.offset ?? offset,
      `there is no "${name}" of netrun's own to override`,
    );
  }
}

function readBase(
  name: string,
  { entries }: Mapping,
  way: readonly string[],
  reader: Reader,
): { readonly platform: Platform } | undefined {
  const { problems } = reader;
  const value = entries.get('extends')?.value;
  if (!value || isNull(value)) return { platform: PLATFORMS.generic };
  const base = readWord({ name: 'extends', value }, problems);
  if (base === undefined) return undefined;
  // What takes the place of one of netrun's own may build on it.
  if (base === name && isPlatformName(name)) return { platform: platform(name) };
  if (way.includes(base)) {
    const circle = [...way.slice(way.indexOf(base)), base].map((one) => `"${one}"`).join(' extends ');
    problems.add(value.offset, `${circle}: one of them must extend something else`);
    return undefined;
  }
  const found = resolve(base, way, reader);
  if (!found && !reader.section.entries.has(base)) {
    problems.add(value.offset, `extends names "${base}", which is no platform${reader.suggest(base)}`);
  }
  return found && { platform: found };
}
