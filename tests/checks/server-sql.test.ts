import { expect, test } from 'vitest';
import { WRITTEN_BY_APPLY, sqlOf, tablesOf, tenantTables } from './server-sql.ts';
import { parseSource, readSourceFiles } from './source-tree.ts';

const TENANT = tenantTables();
const SERVER = readSourceFiles().filter(
  ({ path }) => path.startsWith('sync-server/') && !path.startsWith('sync-server/web/') && !path.endsWith('.test.ts'),
);
const SQL = SERVER.flatMap(sqlOf).filter(({ text }) => tablesOf(text).some(({ name }) => TENANT.has(name)));

test('there is SQL to look at', () => {
  expect(TENANT.size).toBeGreaterThan(20);
  expect(SQL.length).toBeGreaterThan(50);
});

test('every query of a table of businesses names the business', () => {
  const silent = SQL.filter(({ text }) => !/business_id|businessId/.test(text));
  expect(silent.map(({ path, line, text }) => `${path}:${line} ${text.slice(0, 80)}`)).toEqual([]);
});

test('nothing but the change’s own way writes facts, levels, ledgers, rollups or the feed', () => {
  const strangers = SQL.filter(({ path }) => !path.startsWith('sync-server/sync/')).filter(({ text }) =>
    tablesOf(text).some(({ name, isWritten }) => isWritten && WRITTEN_BY_APPLY.test(name)),
  );
  expect(strangers.map(({ path, line, text }) => `${path}:${line} ${text.slice(0, 80)}`)).toEqual([]);
});

test('a query that forgets the business is found', () => {
  const forgetful = parseSource(
    'sync-server/x.ts',
    'export const q = (tx) => tx`select id from users where id = ${1}`;',
  );
  expect(sqlOf(forgetful).map(({ text }) => tablesOf(text))).toEqual([[{ name: 'users', isWritten: false }]]);
});
