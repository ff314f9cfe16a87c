import { parseArgs } from 'node:util';
import { type Bench, type Measured, describe, machineLine } from './bench-report.ts';

const LOADERS: Readonly<Record<string, () => Promise<Bench>>> = {
  'till-sale': async () => (await import('./bench-till-sale.ts')).tillSale,
  'till-scan': async () => (await import('./bench-till-scan.ts')).tillScan,
  'till-search': async () => (await import('./bench-till-search.ts')).tillSearch,
  fleet: async () => (await import('./bench-fleet.ts')).fleet,
  import: async () => (await import('./bench-import.ts')).productImport,
  api: async () => (await import('./bench-api.ts')).api,
  load: async () => (await import('./bench-load.ts')).load,
  reports: async () => (await import('./bench-reports.ts')).reports,
  seen: async () => (await import('./bench-seen.ts')).seen,
  pull: async () => (await import('./bench-pull.ts')).pull,
  push: async () => (await import('./bench-push.ts')).push,
};

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, scale: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const names = positionals.length === 0 ? Object.keys(LOADERS) : positionals;
const unknown = names.filter((name) => LOADERS[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(LOADERS).join(', ')}.\n`);
  process.exit(2);
}

const scale = Number(values.scale);
if (!(scale > 0 && scale <= 100)) {
  process.stderr.write('--scale is a number above 0, such as 0.1 for a tenth of the sizes.\n');
  process.exit(2);
}

const say = (line: string): void => void (values.json ? undefined : process.stdout.write(`${line}\n`));
const results: Record<string, readonly Measured[]> = {};
say(machineLine());
for (const name of names) {
  const bench = await LOADERS[name]?.();
  if (bench === undefined) continue;
  say(`\n${name}: ${bench.doc}`);
  const measured = await bench.run(say, { scale });
  results[name] = measured;
  for (const one of measured) say(describe(one));
}
if (values.json) process.stdout.write(`${JSON.stringify({ machine: machineLine(), results }, null, 2)}\n`);
const broken = Object.values(results)
  .flat()
  .flatMap((one) => one.bounds)
  .filter((bound) => !bound.isKept).length;
say(broken === 0 ? '\nEvery promise was kept.' : `\n${broken} promises were broken.`);
process.exit(broken === 0 ? 0 : 1);
