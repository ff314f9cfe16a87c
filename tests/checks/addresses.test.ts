import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesUnder, repositoryFolder } from './source-tree.ts';

const HIDDEN = [
  '.ci/run',
  '.gitattributes',
  '.github/workflows/test.yml',
  '.gitignore',
  '.knip.json',
  '.node-version',
  '.npmrc',
  '.oxfmtrc.json',
  '.oxlintrc.json',
];
const BINARY = /\.(?:png|jpe?g|ico|icns|ttf|woff2|gz)$/;
/** Where packages come from is a setting of whoever installs them, and where the repository lies is nobody's business. */
const PRIVATE_PLACES: Readonly<Record<string, RegExp>> = {
  'a registry of packages':
    /registry\.(?:npmjs|yarnpkg|npmmirror)|npm\.pkg\.github|:4873|artifactory|verdaccio|"resolved":/i,
  'a folder of one machine': /(?<![\w.*])(?:\/(?:work|root|home|Users)\/\w|[A-Z]:\\\\?Users)/,
};

function placesIn(text: string): readonly string[] {
  return Object.entries(PRIVATE_PLACES).flatMap(([what, pattern]) => {
    const found = pattern.exec(text);
    return found === null ? [] : [`${what} on line ${text.slice(0, found.index).split('\n').length}`];
  });
}

test('no file names a registry of packages or a folder of one machine', () => {
  const paths = [...filesUnder(''), ...HIDDEN].filter((path) => !BINARY.test(path));
  expect(paths).toContain('package-lock.json');
  const found = paths
    .filter((path) => path !== 'tests/checks/addresses.test.ts')
    .flatMap((path) =>
      placesIn(readFileSync(join(repositoryFolder, path), 'utf8')).map((place) => `${path}: ${place}`),
    );
  expect(found).toEqual([]);
});

test.each([
  ['"resolved": "https://packages.example/zod.tgz"', 'a registry of packages on line 1'],
  ['see\nhttp://127.0.0.1:4873/zod', 'a registry of packages on line 2'],
  [`cd /${'root'}/till`, 'a folder of one machine on line 1'],
])('%j is seen', (text, place) => {
  expect(placesIn(text)).toEqual([place]);
});
