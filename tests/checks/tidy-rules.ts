import { basename } from 'node:path';
import { lineOf, nodesOf } from './source-tree.ts';
import type { SourceFile, SyntaxNode } from './source-tree.ts';

export const FILE_LINES_MAX = 400;
export const FUNCTION_LINES_MAX = 70;
export const PARAMETERS_MAX = 4;
const VAGUE_NAMES = new Set([
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'misc',
  'manager',
  'data',
  'info',
  'index',
]);
const KEBAB_NAME = /^[a-z0-9]+(-[a-z0-9]+)*(\.v\d+)?(\.pg)?(\.test|\.spec|\.config|\.d)?\.(ts|tsx|css|html)$/;
const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** Each rule looks at one file and says what is wrong with it, one sentence for each fault. */
export const TIDY_RULES: Readonly<Record<string, (file: SourceFile) => readonly string[]>> = {
  'files are short': tooLongFile,
  'functions are short and take few parameters': tooLargeFunctions,
  'names say what a file exports': vagueOrOddName,
  'exports have names': defaultExports,
  'types are not switched off': loosenedTypes,
  'comments leave nothing to do': unfinishedComments,
  'addresses of this or that machine stay out': machineWords,
  'paths are right on every system': pathsOfAddresses,
};

function tooLongFile({ path, text }: SourceFile): readonly string[] {
  const lines = lineOf(text, text.length) - 1;
  return lines > FILE_LINES_MAX ? [`${path} has ${lines} lines, ${FILE_LINES_MAX} are allowed`] : [];
}

function tooLargeFunctions({ path, text, program }: SourceFile): readonly string[] {
  return nodesOf(program)
    .filter((node) => FUNCTIONS.has(node.type))
    .flatMap((node) => {
      const first = lineOf(text, node.start);
      const lines = lineOf(text, node.end) - first + 1;
      const parameters = Array.isArray(node['params']) ? node['params'].length : 0;
      return [
        ...(lines > FUNCTION_LINES_MAX ? [`${path}:${first} has a function of ${lines} lines`] : []),
        ...(parameters > PARAMETERS_MAX ? [`${path}:${first} has a function of ${parameters} parameters`] : []),
      ];
    });
}

function vagueOrOddName({ path }: SourceFile): readonly string[] {
  const name = basename(path);
  const word = name.split('.')[0] ?? '';
  if (VAGUE_NAMES.has(word)) return [`${path}: "${word}" does not say what the file holds`];
  return KEBAB_NAME.test(name) ? [] : [`${path} is not named in kebab-case`];
}

function defaultExports({ path, program }: SourceFile): readonly string[] {
  if (path.endsWith('.config.ts')) return [];
  const has = nodesOf(program).some((node) => node.type === 'ExportDefaultDeclaration');
  return has ? [`${path} has a default export`] : [];
}

function loosenedTypes({ path, text, program, comments }: SourceFile): readonly string[] {
  const said = (node: SyntaxNode, what: string): string => `${path}:${lineOf(text, node.start)} ${what}`;
  return [
    ...nodesOf(program).flatMap((node) => {
      if (node.type === 'TSAnyKeyword') return [said(node, 'says any')];
      if (node.type === 'TSNonNullExpression') return [said(node, 'says ! where a check belongs')];
      return [];
    }),
    ...comments
      .filter((comment) => /^\s*@ts-/.test(comment.value) || /^\s*(eslint|oxlint)-disable/.test(comment.value))
      .map((comment) => `${path}:${lineOf(text, comment.start)} switches a check off`),
  ];
}

function unfinishedComments({ path, text, comments }: SourceFile): readonly string[] {
  return comments
    .filter((comment) => /\b(TODO|FIXME|XXX|HACK)\b/.test(comment.value))
    .map((comment) => `${path}:${lineOf(text, comment.start)} leaves work in a comment`);
}

function machineWords({ path, text }: SourceFile): readonly string[] {
  const found = /(?<![\w.])\/(?:work|root|home)\/\w+/.exec(text);
  return found === null ? [] : [`${path}:${lineOf(text, found.index)} names a folder of one machine`];
}

/** On Windows the path of a file's address begins with a slash, and no path keeps its spaces. */
function pathsOfAddresses({ path, text }: SourceFile): readonly string[] {
  const found = /import\.meta\.url\)\.pathname/.exec(text);
  return found === null ? [] : [`${path}:${lineOf(text, found.index)} takes a path from an address: use fileURLToPath`];
}

/** The size that half of the files, nine in ten, and all of them stay within. */
export function sizesOf(files: readonly SourceFile[]): { median: number; p90: number; max: number } {
  const lines = files.map(({ text }) => lineOf(text, text.length) - 1).toSorted((a, b) => a - b);
  const at = (share: number): number => lines[Math.min(lines.length - 1, Math.floor(lines.length * share))] ?? 0;
  return { median: at(0.5), p90: at(0.9), max: at(1) };
}
