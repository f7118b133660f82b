import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a bundle has of others goes out with their licenses, which they ask for.
 * @param {string} fileName where they are put, beside the bundle
 * @returns {import('rolldown').Plugin}
 */
export function licenses(fileName) {
  return {
    name: 'licenses',
    generateBundle() {
      const folders = new Set([...this.getModuleIds()].flatMap((id) => PACKAGE.exec(id)?.[0] ?? []));
      const texts = [...folders].sort().map(licenseOf);
      this.emitFile({ type: 'asset', fileName, source: texts.join(`\n${'-'.repeat(80)}\n\n`) });
    },
  };
}

/** The folder of an installed package. */
const PACKAGE = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

function licenseOf(/** @type {string} */ folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (!file) throw new Error(`${name} has no license in its folder`);
  return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}
