import { expect, test } from 'vitest';
import { filesUnder, parseSource, readSourceFiles } from './source-tree.ts';
import { sizesOf, TIDY_RULES } from './tidy-rules.ts';

const files = readSourceFiles();

test.each(Object.entries(TIDY_RULES))('%s', (_rule, faultsOf) => {
  expect(files.flatMap((file) => [...faultsOf(file)])).toEqual([]);
});

test('every room says in a short README what it is for', () => {
  const paths = filesUnder('');
  const rooms = new Set(
    files.flatMap(({ path }) => /^(?:shared|desktop|sync-server)\/[^/]+(?=\/)|^tests(?=\/)/.exec(path)?.[0] ?? []),
  );
  expect([...rooms].filter((room) => !paths.includes(`${room}/README.md`))).toEqual([]);
});

test('files stay small as a whole', () => {
  const sizes = sizesOf(files.filter(({ path }) => !/\.(test|spec)\.tsx?$/.test(path)));
  console.info(`lines of a source file: median ${sizes.median}, p90 ${sizes.p90}, largest ${sizes.max}`);
  expect(sizes.median).toBeLessThanOrEqual(80);
  expect(sizes.p90).toBeLessThanOrEqual(250);
});

const lines = (count: number): string => 'x();\n'.repeat(count);

test.each([
  ['files are short', 'shared/base/long.ts', lines(401)],
  ['functions are short and take few parameters', 'shared/base/x.ts', `export function f() {\n${lines(70)}}`],
  ['functions are short and take few parameters', 'shared/base/x.ts', 'export const f = (a, b, c, d, e) => a;'],
  ['names say what a file exports', 'shared/base/utils.ts', ''],
  ['names say what a file exports', 'shared/base/index.ts', ''],
  ['names say what a file exports', 'shared/base/moneyText.ts', ''],
  ['exports have names', 'shared/base/x.ts', 'export default 1;'],
  ['types are not switched off', 'shared/base/x.ts', 'export const a = (b: any) => b;'],
  ['types are not switched off', 'shared/base/x.ts', 'export const a = b!.c;'],
  ['types are not switched off', 'shared/base/x.ts', '// @ts-expect-error\nexport const a = b;'],
  ['comments leave nothing to do', 'shared/base/x.ts', `// ${'TO'}${'DO'}: later`],
  ['addresses of this or that machine stay out', 'shared/base/x.ts', `export const a = '/${'home'}/me';`],
  [
    'paths are right on every system',
    'shared/base/x.ts',
    `export const a = new URL('.', import.meta.${'url'}).pathname;`,
  ],
])('%s: the rule sees a bad %s', (rule, path, text) => {
  expect(TIDY_RULES[rule]?.(parseSource(path, text))).toHaveLength(1);
});

test.each([
  ['shared/changes/sale-completed.v1.ts', 'export const a = 1;'],
  ['desktop/screens/sell/sell-screen.tsx', 'export const A = () => <p>any @ts- work</p>;'],
  ['tests/vitest.config.ts', 'export default {};'],
])('no rule minds %s', (path, text) => {
  const faults = Object.values(TIDY_RULES).flatMap((faultsOf) => [...faultsOf(parseSource(path, text))]);
  expect(faults).toEqual([]);
});

test('sizes are the median, the ninth tenth and the largest', () => {
  const some = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((count) => parseSource('shared/base/x.ts', lines(count)));
  expect(sizesOf(some)).toEqual({ median: 6, p90: 10, max: 10 });
});
