import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import type { Comment, Program } from 'oxc-parser';

export const repositoryFolder = fileURLToPath(new URL('../..', import.meta.url));
const NOT_OURS = new Set(['node_modules', 'dist', 'coverage', 'test-results', 'playwright-report']);

/** One source file as the checks see it. */
export interface SourceFile {
  /** From the repository's folder, with `/` on every system. */
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
  /** What it imports or exports from, as written: static, dynamic and type imports alike. */
  readonly imports: readonly string[];
}

/** Every file of the rooms, as paths from the repository's folder. */
export function filesUnder(folder: string, ofRepository = repositoryFolder): readonly string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(ofRepository, folder), { withFileTypes: true })) {
    if (entry.name.startsWith('.') || NOT_OURS.has(entry.name)) continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...filesUnder(path, ofRepository));
    else found.push(path);
  }
  return found.toSorted();
}

/** Reads every TypeScript file of the rooms once. */
export function readSourceFiles(): readonly SourceFile[] {
  return ['shared', 'desktop', 'sync-server', 'tests']
    .flatMap((room) => filesUnder(room))
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => parseSource(path, readFileSync(join(repositoryFolder, path), 'utf8')));
}

export function parseSource(path: string, text: string): SourceFile {
  const parsed = parseSync(path, text, { range: false });
  const wrong = parsed.errors[0];
  if (wrong !== undefined) throw new Error(`${path} can't be parsed: ${wrong.message}`);
  const { program, module, comments } = parsed;
  const imports = [
    ...module.staticImports.map((one) => one.moduleRequest.value),
    ...module.staticExports.flatMap((one) => one.entries.map((entry) => entry.moduleRequest?.value ?? '')),
    ...module.dynamicImports.map((one) => withoutQuotes(text.slice(one.moduleRequest.start, one.moduleRequest.end))),
    ...importsInTypes(program),
  ];
  return { path, text, program, comments, imports: [...new Set(imports)].filter((name) => name !== '') };
}

export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const nodesBySource = new WeakMap<Program, readonly SyntaxNode[]>();

/** Every node of a program, gathered once however many rules ask. */
export function nodesOf(program: Program): readonly SyntaxNode[] {
  const known = nodesBySource.get(program);
  if (known !== undefined) return known;
  const nodes: SyntaxNode[] = [];
  const gather = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const one of value) gather(one);
    } else if (isNode(value)) {
      nodes.push(value);
      for (const key in value) gather(value[key]);
    }
  };
  gather(program);
  nodesBySource.set(program, nodes);
  return nodes;
}

/** The line a position stands on, counted from 1. */
export function lineOf(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function importsInTypes(program: Program): readonly string[] {
  return nodesOf(program).flatMap(({ type, source }) =>
    type === 'TSImportType' && isNode(source) && typeof source['value'] === 'string' ? [source['value']] : [],
  );
}

function withoutQuotes(text: string): string {
  return /^['"`](.*)['"`]$/.exec(text)?.[1] ?? '';
}
