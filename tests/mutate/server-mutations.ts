import { type Mutation, mutation } from './mutation.ts';

const PUSH_TESTS = ['tests/sync/push.pg.test.ts'];
const TAKE_BATCH = 'sync-server/sync/push/take-batch.ts';
const JUDGE = 'sync-server/sync/push/judge-change.ts';
const PUSH = 'sync-server/sync/push/push.ts';
const TAKE_RAW = 'sync-server/sync/quarantine/take-raw.ts';
const TENANT = 'sync-server/store/tenant-transaction.ts';
const SYNC_SQL = 'migrations/server/0020_sync.sql';
const FEED_HEAD = 'sync-server/sync/pull/feed-head.ts';
const USE_SESSION = 'sync-server/sync/till/use-session.ts';

const PULL = 'sync-server/sync/pull/pull.ts';
const AFTER_COMMIT = 'sync-server/store/after-commit.ts';
const WRITING_TENANT = '    const { result } = await pool.begin(async (tx) => {\n';
const TENANT_BEGIN = "      await begin(tx, businessId, 'write');\n";
const TENANT_SETTING = "set_config('app.business', ${businessId}, true)";
const TENANT_RESULT = '      return { result: await work(tx) };\n    });\n    return result;\n';

/** Safety lines of the server: what it takes, what it answers, and what keeps businesses apart. */
export const SERVER_MUTATIONS: readonly Mutation[] = [
  mutation(
    'a duplicate is acknowledged whatever its hash',
    { file: TAKE_BATCH, text: 'here === undefined || here.hash !== hash', instead: 'here === undefined' },
    PUSH_TESTS,
  ),
  mutation(
    'the text is not held against its hash',
    { file: JUDGE, text: ' || sha256(envelope.body) !== envelope.bodyHash', instead: '' },
    PUSH_TESTS,
  ),
  mutation(
    'the chain is not verified',
    { file: JUDGE, text: 'expected !== envelope.hash || sha256', instead: 'sha256' },
    PUSH_TESTS,
  ),
  mutation(
    'an id that is known counts again',
    {
      file: JUDGE,
      text: '    if (bodyHash !== undefined && bodyHash !== envelope.bodyHash)\n',
      instead: '    if (bodyHash === seen.id)\n',
    },
    PUSH_TESTS,
  ),
  mutation(
    'a fact that came under an older epoch is applied once more',
    {
      file: JUDGE,
      text: '    if (bodyHash !== undefined)\n',
      instead: '    if (bodyHash === seen.id)\n',
    },
    PUSH_TESTS,
  ),
  mutation(
    'a gap in the numbers is taken',
    {
      file: TAKE_BATCH,
      text: '  if (first.seq > epoch.lastSeq + 1) throw new SequenceGap(epoch.lastSeq + 1);\n',
      instead: '',
    },
    PUSH_TESTS,
  ),
  mutation(
    'what can’t be applied is dropped instead of set apart',
    {
      file: TAKE_BATCH,
      text: '  await quarantine(tx, context, { till, epoch, makeId: taking.makeId }, refused);\n',
      instead: '',
    },
    PUSH_TESTS,
  ),
  mutation(
    'ids in a body are believed',
    { file: JUDGE, text: '!isOfTill(read.value, till)', instead: 'read.value === null' },
    PUSH_TESTS,
  ),
  mutation(
    'a push answers without asking for durability',
    { file: PUSH, text: "set_config('synchronous_commit', 'on', true), ", instead: '' },
    PUSH_TESTS,
  ),
  mutation(
    'the answer does not wait for COMMIT',
    {
      file: TENANT,
      text: WRITING_TENANT + TENANT_BEGIN + TENANT_RESULT,
      instead:
        '  return new Promise((told, failed) => {\n    pool\n      .begin(async (tx) => {\n' +
        TENANT_BEGIN +
        '        told(await work(tx));\n      })\n      .catch(failed);\n  });\n',
    },
    PUSH_TESTS,
  ),
  mutation(
    'the signature of a push is not verified',
    {
      file: PUSH,
      text: '    requireTillSignature(till, request, signed);\n',
      instead: '    void requireTillSignature;\n',
    },
    PUSH_TESTS,
  ),
  mutation(
    'the signature of a change sent as bytes is not verified',
    {
      file: TAKE_RAW,
      text: '    requireTillSignature(till, { session: request.session, epoch: request.epoch, firstSeq: request.seq }, signed);\n',
      instead: '    void requireTillSignature;\n    void signed;\n',
    },
    PUSH_TESTS,
  ),
  mutation(
    'an older session goes on',
    {
      file: USE_SESSION,
      text: "  if (use === 'stale') throw stale();\n",
      instead: "  if (use === 'stale') return 'current';\n",
    },
    PUSH_TESTS,
  ),
  mutation(
    'a session counts that nobody offered',
    {
      file: USE_SESSION,
      text: '  if (offer === undefined) throw stale();\n',
      instead: "  if (offer === undefined) return 'current';\n",
    },
    ['tests/sync/hello.pg.test.ts'],
  ),
  mutation(
    'a certificate is not verified',
    {
      file: 'sync-server/sync/door/certificate.ts',
      text: "await compactVerify(text, key.publicKey, { algorithms: ['EdDSA'] });",
      instead:
        "(([head = '', said = '']) => ({ payload: Buffer.from(said, 'base64url'), protectedHeader: JSON.parse(Buffer.from(head, 'base64url').toString()) }))(text.split('.'));",
    },
    ['tests/sync/hello.pg.test.ts'],
  ),
  mutation(
    'a till that was switched off enters without approval',
    {
      file: JUDGE,
      text: '  if (view.isRevoked) return refuse(',
      instead: '  if (view.isRevoked && view.till === null) return refuse(',
    },
    PUSH_TESTS,
  ),
  {
    name: 'feed numbers come from a sequence, before the counter’s lock',
    edits: [
      {
        file: SYNC_SQL,
        text: 'create function write_feed(\n',
        instead:
          'create sequence feed_numbers;\ngrant usage on sequence feed_numbers to stockavoo_app;\n\ncreate function write_feed(\n',
      },
      {
        file: SYNC_SQL,
        text: '  insert into business_feed as b (business_id, counter, mark, marked_at, created_at, updated_at)\n    values (in_business, row_count,',
        instead:
          "  base := nextval('feed_numbers') * 1000;\n  perform pg_sleep(random() * 0.02);\n  insert into business_feed as b (business_id, counter, mark, marked_at, created_at, updated_at)\n    values (in_business, base + row_count,",
      },
      {
        file: SYNC_SQL,
        text: 'set counter = b.counter + row_count, updated_at = written_at\n    returning b.counter - row_count, b.mark, b.marked_at into base, old_mark, old_marked_at;',
        instead:
          'set counter = greatest(b.counter, base + row_count), updated_at = written_at\n    returning b.mark, b.marked_at into old_mark, old_marked_at;',
      },
    ],
    tests: ['tests/sync/feed-order.pg.test.ts'],
  },
  mutation(
    'a cursor’s mark is not looked up',
    {
      file: FEED_HEAD,
      text: 'old === undefined ? !isLate : cursor.counter > old.last_number',
      instead: 'cursor.counter < 0',
    },
    ['tests/sync/pull.pg.test.ts'],
  ),
  mutation(
    'a cursor tells nobody that the server went back',
    { file: PULL, text: '    if (error instanceof WentBack) await noteWentBack(deps, token);\n', instead: '' },
    ['tests/sync/restored-server.pg.test.ts'],
  ),
  mutation(
    'a message leaves before COMMIT',
    { file: AFTER_COMMIT, text: 'begins === undefined || begins === null', instead: 'true' },
    ['tests/server/store/after-commit.pg.test.ts'],
  ),
  mutation(
    'a cursor behind forgotten tombstones goes on',
    { file: FEED_HEAD, text: 'cursor.begunAt) < head.tombstonesFrom', instead: 'cursor.begunAt) < 0' },
    ['tests/sync/pull.pg.test.ts'],
  ),
  mutation(
    'the business of a connection outlives its transaction',
    {
      file: TENANT,
      text: TENANT_SETTING,
      instead: TENANT_SETTING.replace('true', 'false'),
    },
    ['tests/server/store/tenant-isolation.pg.test.ts', 'tests/sync/few-connections.pg.test.ts'],
  ),
  mutation(
    'row-level security shows every row',
    {
      file: 'migrations/server/0010_accounts_and_records.sql',
      text: "       using (business_id = nullif(current_setting(''app.business'', true), '''')::uuid)\n",
      instead: '       using (true)\n',
    },
    ['tests/server/store/tenant-isolation.pg.test.ts'],
  ),
];
