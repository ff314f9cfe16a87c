import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from '#shared/base/assert.ts';
import { catalogueOfLines } from './catalogue-of-lines.ts';
import { type ExpectedFigures, expectedFigures } from './expected-figures.ts';
import { type FigurePair, pairsWithItself, pairsWithLines, pairsWithTruth } from './figure-pairs.ts';
import { enrolTill, foundShop } from './found-shop.ts';
import { type InvoiceDocument, toDocuments, wallToMs } from './invoice-documents.ts';
import { readInvoiceLines } from './invoice-lines.ts';
import { type Office, startOffice } from './office.ts';
import { officeLine } from './office-line.ts';
import { registerOwner } from './owner.ts';
import { playDocuments } from './play-documents.ts';
import { createProgress } from './progress.ts';
import { type ReplayRules, readRules } from './replay-rules.ts';
import { type ReplayTill, openReplayTill } from './replay-till.ts';
import { type ReportedFigures, reportedFigures } from './reported-figures.ts';
import { shopClock } from './shop-clock.ts';
import { readTruth } from './truth.ts';

export type ReplayOptions = {
  readonly file: string;
  readonly rules: string;
  readonly truth: string | null;
  readonly tills: number;
  readonly say: (text: string) => void;
};

export type Replayed = {
  readonly rules: ReplayRules;
  readonly expected: ExpectedFigures;
  readonly reported: ReportedFigures;
  readonly pairs: readonly FigurePair[];
};

/** The shop opens so long before its first invoice. */
const BEFORE_FIRST_MS = 30 * 60_000;

/** Replays a file of invoice lines through real tills into a real server, and holds the server's reports against it. */
export async function runReplay(options: ReplayOptions): Promise<Replayed> {
  const rules = readRules(options.rules);
  const documents = toDocuments(readInvoiceLines(options.file, rules), rules);
  const truth = options.truth === null ? null : readTruth(options.truth);
  const reported = await reportsOf(documents, rules, options);
  const expected = expectedFigures(documents, rules);
  const services = new Set(rules.serviceCodes);
  const withTruth = truth === null ? [] : pairsWithTruth(reported, truth, services);
  const pairs = [...pairsWithLines(reported, expected, services), ...withTruth, ...pairsWithItself(reported)];
  return { rules, expected, reported, pairs };
}

/** What the server reports after the invoices were played; everything that was opened for it is gone afterwards. */
async function reportsOf(
  documents: readonly InvoiceDocument[],
  rules: ReplayRules,
  { say, tills: count }: ReplayOptions,
): Promise<ReportedFigures> {
  const first = must(documents[0] ?? null, 'a file holds invoices');
  const last = must(documents.at(-1) ?? null, 'a file holds invoices');
  const clock = shopClock(wallToMs(first.time, rules.timeZone) - BEFORE_FIRST_MS);
  const folder = mkdtempSync(join(tmpdir(), 'stockavoo-replay-'));
  // The built-in database runs as nobody where this runs as root, and has to get through to its own folder.
  chmodSync(folder, 0o711);
  const tills: ReplayTill[] = [];
  let office: Office | null = null;
  try {
    say(`${documents.length} invoices from ${first.time} to ${last.time}; starting a server`);
    office = await startOffice(folder, clock.nowMs());
    const owner = await registerOwner(office, rules);
    const shop = await foundShop(owner, catalogueOfLines(documents, rules), say);
    for (let number = 1; number <= count; number += 1) {
      const till = await openReplayTill(folder, `till-${number}`, { clock, paper: 'folder' });
      tills.push(till);
      await enrolTill(till, office, owner, shop.storeId);
    }
    say(`${shop.variantIds.size} products, ${count} ${count === 1 ? 'till' : 'tills'}; the shop opens`);
    const progress = createProgress(documents, say);
    const line = officeLine(office, clock, tills);
    line.shut();
    await playDocuments(
      { shop, rules, clock, line, tills, customers: new Map(), sales: new Map() },
      documents,
      progress.lines,
    );
    progress.end();
    say(`of it ${(line.waitedMs() / 1000).toFixed(1)} s for the office, which was told all ${line.talks()} times`);
    await owner.signIn();
    return await reportedFigures(owner, { from: first.time.slice(0, 10), to: last.time.slice(0, 10) });
  } finally {
    for (const till of tills) await till.close();
    await office?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
