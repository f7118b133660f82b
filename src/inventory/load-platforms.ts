import { NO_PLATFORMS, type OwnPlatforms, readPlatforms } from './own-platforms.ts';
import { Problems } from './problems.ts';
import { readText } from './read-text.ts';
import { kindOf } from './tree.ts';

/**
 * Reads a file that describes platforms: a mapping of their names, alone or under `platforms:`, where whatever else the
 * file holds is not looked at, as in an inventory.
 * @throws UsageError with all problems and their places
 */
export async function loadPlatforms(file: string): Promise<OwnPlatforms> {
  const text = await readText(file, 'name a file of platforms with --platforms');
  const { readYaml } = await import('./yaml-tree.ts');
  const problems = new Problems();
  const { root } = readYaml(text, file, problems);
  const inner = root.kind === 'mapping' ? root.entries.get('platforms')?.value : undefined;
  const section = inner ?? root;
  if (section.kind !== 'mapping') {
    problems.add(
      section.offset,
      `platforms are a mapping of their names to what they are, not ${kindOf(section)}`,
    );
    throw problems.toError();
  }
  const platforms = readPlatforms(section, NO_PLATFORMS, problems);
  problems.throwIfAny();
  return platforms;
}
