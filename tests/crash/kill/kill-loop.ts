import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Found, checkTillFolder } from '../check/check-till-folder.ts';
import { copyTillFiles } from '../check/copy-till-files.ts';
import { type Answered, answeredIn, crashTillSpec } from '../till/crash-till-spec.ts';
import { runCrashTill } from '../till/run-crash-till.ts';
import { checkGoods, checkMigrated } from './check-migrated.ts';
import { growingMigrations } from './growing-migrations.ts';
import { type Killed, killOnce } from './kill-once.ts';
import { HITS, type Hit, TARGETS, nextTarget } from './kill-target.ts';
import { changeGoods, giveShopTo, openStockedOffice } from './office-goods.ts';

export type KillLoopOptions = {
  readonly kills: number;
  readonly perPhase: number;
  readonly random: () => number;
  readonly say: (line: string) => void;
};

export type KillReport = {
  readonly kills: number;
  /** How often a kill fell into each phase. */
  readonly hits: ReadonlyMap<Hit, number>;
  readonly answered: number;
  /** What was wrong after a kill, a sentence each. */
  readonly wrong: readonly string[];
};

/** One shop's folder lives through so many kills; then a new one, so that its files stay small enough to be read whole. */
const KILLS_PER_SHOP = 12;
const SAY_EVERY = 25;

/** Kills a selling till again and again until there were enough kills and each phase was hit often enough. */
export async function killLoop(options: KillLoopOptions): Promise<KillReport> {
  const hits = new Map<Hit, number>();
  const wrong: string[] = [];
  let kills = 0;
  let answered = 0;
  const isEnough = (): boolean =>
    kills >= options.kills && TARGETS.every((target) => (hits.get(target) ?? 0) >= options.perPhase);
  while (!isEnough()) {
    const left = Math.min(KILLS_PER_SHOP, Math.max(1, options.kills - kills));
    answered += await killShop(options, hits, {
      kills: left,
      isEnough,
      onKilled: (problems) => {
        kills += 1;
        wrong.push(...problems.map((problem) => `kill ${kills}: ${problem}`));
        if (kills % SAY_EVERY === 0) options.say(`${kills} kills, ${hitsText(hits)}, ${wrong.length} wrong`);
      },
    });
  }
  return { kills, hits, answered, wrong };
}

export function hitsText(hits: ReadonlyMap<Hit, number>): string {
  return HITS.map((hit) => `${hit} ${hits.get(hit) ?? 0}`).join(', ');
}

type ShopRun = {
  readonly kills: number;
  readonly isEnough: () => boolean;
  readonly onKilled: (problems: readonly string[]) => void;
};

async function killShop(options: KillLoopOptions, hits: Map<Hit, number>, run: ShopRun): Promise<number> {
  const place = mkdtempSync(join(tmpdir(), 'stockavoo-kills-'));
  const folder = join(place, 'till');
  const migrations = growingMigrations(join(place, 'migrations'));
  await using office = await openStockedOffice();
  const spec = crashTillSpec(folder, { migrationsDir: migrations.folder, officeUrl: office.url, mode: 'selling' });
  const answered: Answered[] = [];
  let isFilled = false;
  await runCrashTill({ ...spec, seed: true, mode: 'orders' }).close();
  await giveShopTo(office, folder);
  for (let kill = 1; kill <= run.kills && !run.isEnough(); kill += 1) {
    const target = nextTarget(hits, options.perPhase, options.random);
    if (target === 'migration') migrations.grow();
    if (target === 'pull' || target === 'swap') changeGoods(office, kill);
    if (target === 'swap') office.forgetCursors();
    const isOnline = target === 'pull' || target === 'swap';
    const killed = await killOnce({ ...spec, isOnline }, target, options.random);
    answered.push(...answeredIn(killed.said));
    const copy = join(place, 'copy');
    copyTillFiles(folder, copy);
    const found = checkTillFolder(copy, { answered, hasJournal: true });
    const hit = hitOf(killed, found, migrations.known());
    hits.set(hit, (hits.get(hit) ?? 0) + 1);
    const more =
      found.wrong.length > 0 ? [] : [...checkMigrated(copy, found.migrations), ...checkGoods(copy, isFilled)];
    const ended = killed.complaint === null ? [] : [`the till ended by itself: ${killed.complaint}`];
    run.onKilled([...ended, ...found.wrong, ...more].map((problem) => `in ${hit} (aimed at ${target}): ${problem}`));
    isFilled ||= checkGoods(copy, true).length === 0;
  }
  rmSync(place, { recursive: true, force: true });
  return answered.length;
}

/** Where it died, by what it had said and by what lies on its disk: a page within a resync, a schema half way. */
function hitOf({ within, hasCopied }: Killed, found: Found, migrationsKnown: number): Hit {
  const phase = within.at(-1) ?? null;
  if (phase === 'pull') return found.meta['resync_classes'] === undefined ? 'pull' : 'swap';
  if (phase === 'migration') return hasCopied && found.migrations.length < migrationsKnown ? 'migration' : 'between';
  return phase ?? 'between';
}
