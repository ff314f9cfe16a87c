// A PouchDB on LevelDB that holds documents and replicates them: up to a server, or down from it. Says how long it took.
import { readFileSync } from 'node:fs';
import PouchDB from 'pouchdb';

const [direction, folder, url, file] = process.argv.slice(2);
const BATCH = 500;
/** With which it reads fastest. */
const READ_BATCH = 1000;

async function load(db) {
  const docs = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (let from = 0; from < docs.length; from += BATCH) await db.bulkDocs(docs.slice(from, from + BATCH));
}

const local = new PouchDB(`${folder}/${direction}`);
if (direction === 'up') await load(local);
const from = performance.now();
const { docs_written: written } =
  direction === 'up'
    ? await local.replicate.to(url, { batch_size: BATCH })
    : await local.replicate.from(url, { batch_size: READ_BATCH });
process.send({ written, tookMs: performance.now() - from });
await local.close();
