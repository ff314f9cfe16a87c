import { type Mutation, mutation } from './mutation.ts';

const PRAGMAS = 'desktop/till/store/pragmas.ts';
const WRITE_SALE = 'desktop/till/sale/write-sale.ts';
const LEVEL_RULES = 'shared/stock/level-rules.ts';

/** Safety lines of the till, and of the rules that both sides share. */
export const TILL_MUTATIONS: readonly Mutation[] = [
  mutation(
    'synchronous=FULL becomes NORMAL',
    { file: PRAGMAS, text: 'normal: 1, full: 2', instead: 'normal: 1, full: 1' },
    ['tests/till/files.test.ts'],
  ),
  mutation(
    'durability is not read back',
    { file: PRAGMAS, text: "  requirePragma(db, 'synchronous', SYNCHRONOUS[durability]);\n", instead: '' },
    ['tests/till/commit-fails.test.ts'],
  ),
  mutation(
    'an acknowledgement is believed whatever its hash',
    {
      file: 'desktop/till/sync/take-acks.ts',
      text: '    if (writer.places.hashAt(epoch, ack.seq) !== ack.hash) continue;\n',
      instead: '',
    },
    ['tests/sync/till-acks.test.ts'],
  ),
  mutation(
    'sync tries again only after the next local write',
    {
      file: 'desktop/till/sync/lane.ts',
      text: '    cancel = deps.timers.after(failed ? backOffMs(failures, deps.random) : deps.everyMs, start);\n',
      instead: '',
    },
    ['desktop/till/sync/lane.test.ts', 'tests/sync/till-line-faults.test.ts'],
  ),
  mutation(
    'a page that has less than was acknowledged is taken',
    {
      file: 'desktop/till/sync/turn-pull.ts',
      text: '  if (asked.acknowledged !== null && hasLess(',
      instead: '  if (asked.acknowledged === undefined && hasLess(',
    },
    ['tests/sync/restored-server.pg.test.ts'],
  ),
  mutation(
    'paper and drawer before COMMIT',
    {
      file: WRITE_SALE,
      text: '  context.after(() => {\n    if (movesCash)',
      instead: '  [null].forEach(() => {\n    if (movesCash)',
    },
    ['tests/till/commit-fails.test.ts'],
  ),
  mutation(
    'the receipt counter is kept outside the sale’s transaction',
    {
      file: WRITE_SALE,
      text: '  writer.meta.setReceiptCounter(series, counter);\n',
      instead: '  queueMicrotask(() => writer.meta.setReceiptCounter(series, counter));\n',
    },
    ['tests/till/commit-fails.test.ts'],
  ),
  mutation(
    'the head file beside the database is not looked at',
    {
      file: 'desktop/till/store/head-file.ts',
      text: '  if (found === null) return false;\n',
      instead: '  if (found === null || database !== null) return false;\n',
    },
    ['tests/till/files.test.ts'],
  ),
  mutation(
    'shown stock ignores completeThrough',
    {
      file: LEVEL_RULES,
      text: 'laterPosition(view.row.included, view.completeThrough);',
      instead: 'view.row.included;',
    },
    ['shared/stock/level-rules.test.ts'],
  ),
  mutation(
    'shown stock ignores what waits in quarantine',
    { file: LEVEL_RULES, text: ' || view.row.quarantined.has(own.changeId)', instead: '' },
    ['shared/stock/level-rules.test.ts'],
  ),
  mutation(
    'a machine that becomes another till forgets what the office was never asked for',
    {
      file: 'desktop/till/sync/become-till.ts',
      text: '  return Math.max(0, ...same.map(({ seq }) => seq));\n',
      instead: '  return Math.max(same.length, (writer.places.firstWaitingSeq(epoch) ?? 1e9) - 1);\n',
    },
    ['tests/sync/become-till.test.ts'],
  ),
  mutation(
    'the second copy of what waits is not written',
    {
      file: 'desktop/till/store/till-store.ts',
      text: '    journal.append(writer.appended);\n',
      instead: '',
    },
    ['tests/till/store.test.ts'],
  ),
];
