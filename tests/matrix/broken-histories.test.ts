import { describe, expect, test } from 'vitest';
import type { History, Resting, Sighting, TillHistory, WrittenChange } from './check/history.ts';
import { judge } from './check/judge.ts';

// A short history in which all is right: the first till sells and renames, the second sees it, takes a thing back and
// renames what it saw. Each test breaks one thing by hand, and the check of that property must say so.

const sale = (saleId: string, milli: number, refundOf: string | null = null): WrittenChange => ({
  kind: 'sale',
  saleId,
  refundOf,
  totalMinor: milli,
  moves: { rice: -milli },
});
const name = (value: string): WrittenChange => ({ kind: 'edit', customerId: 'ada', value });
const answer = (saleId: string, totalMinor: number) => ({ saleId, totalMinor });
const hashes = ['1 a', '2 b', '3 c'];

const FIRST: TillHistory = {
  name: 'first',
  log: [sale('s1', 1000), name('n1'), sale('s2', 2000)],
  hashes,
  hashesAtOffice: hashes,
  answered: [answer('s1', 1000), answer('s2', 2000)],
  edited: [{ value: 'n1', basedOn: 'opening' }],
};
const SECOND: TillHistory = {
  name: 'second',
  log: [sale('r1', -1000, 's1'), name('n2'), sale('s3', 3000)],
  hashes,
  hashesAtOffice: hashes,
  answered: [answer('r1', -1000), answer('s3', 3000)],
  edited: [{ value: 'n2', basedOn: 'n1' }],
};

const sighting = (reader: string, head: Sighting['heads'], given: Partial<Sighting>): Sighting => ({
  reader,
  heads: head,
  came: [],
  went: [],
  torn: [],
  shown: {},
  customers: { ada: 'opening' },
  answered: 0,
  ...given,
});
const SEEN = {
  firstSold: sighting(
    'first',
    { first: 3 },
    { came: ['s1', 's2'], shown: { rice: -3000 }, customers: { ada: 'n1' }, answered: 2 },
  ),
  secondPulled: sighting(
    'second',
    { second: 0 },
    { came: ['s1', 's2'], shown: { rice: -3000 }, customers: { ada: 'n1' } },
  ),
  secondWorked: sighting(
    'second',
    { second: 3 },
    { came: ['r1', 's3'], shown: { rice: -5000 }, customers: { ada: 'n2' }, answered: 2 },
  ),
  office: sighting(
    'office',
    { first: 3, second: 3 },
    { came: ['s1', 's2', 'r1', 's3'], shown: { rice: -5000 }, customers: { ada: 'n2' } },
  ),
  firstPulled: sighting(
    'first',
    { first: 3 },
    { came: ['r1', 's3'], shown: { rice: -5000 }, customers: { ada: 'n2' }, answered: 2 },
  ),
};
const resting = (place: string): Resting => ({
  place,
  rows: { sales: ['s1 sale', 's2 sale', 'r1 refund', 's3 sale'], customers: ['ada n2'] },
  shown: { rice: -5000 },
});

type Seen = Readonly<Record<keyof typeof SEEN, Sighting>>;

function history(seen: Partial<Seen> = {}, given: Partial<History> = {}): History {
  const all: Seen = { ...SEEN, ...seen };
  return {
    tills: [FIRST, SECOND],
    openingNames: { ada: 'opening' },
    sightings: [all.firstSold, all.secondPulled, all.secondWorked, all.office, all.firstPulled],
    resting: { office: resting('office'), tills: [resting('first'), resting('second')] },
    ...given,
  };
}

const broken = (property: string, given: History): string[] => {
  const wrong = judge(given);
  return wrong.filter((what) => what.startsWith(`${property}: `));
};

test('a history in which all is right passes', () => {
  expect(judge(history())).toEqual([]);
});

test('a name that came and was replaced between two looks counts as seen, and what came before it is missed', () => {
  const first = { ...FIRST, log: [sale('s1', 1000), name('n1')], answered: [answer('s1', 1000)] };
  const second = { ...SECOND, log: [name('n2')], answered: [] };
  const seen = (came: readonly string[]): History =>
    history(
      {},
      {
        tills: [first, second],
        sightings: [sighting('second', { second: 1 }, { came, shown: { rice: -1000 }, customers: { ada: 'n2' } })],
      },
    );
  expect(broken('causal', seen(['s1']))).toEqual([]);
  expect(broken('causal', seen([])).join()).toContain('something of first at 2 is there, 1 earlier sales are not');
});

describe('atomic', () => {
  test('a sale without all its parts is found', () => {
    const office = { ...SEEN.office, torn: ['sale s3 lacks lines'] };
    expect(broken('atomic', history({ office }))).toEqual(['atomic: office, sighting 3: sale s3 lacks lines']);
  });

  test('stock that moved before its sale is there is found', () => {
    const firstPulled = { ...SEEN.firstPulled, came: ['r1'] };
    expect(broken('atomic', history({ firstPulled }))).toHaveLength(1);
  });

  test('a sale that is there before its stock moved is found', () => {
    const secondPulled = { ...SEEN.secondPulled, shown: { rice: -1000 } };
    expect(broken('atomic', history({ secondPulled }))).toHaveLength(1);
  });
});

describe('causal', () => {
  test('a later sale of a till without its earlier one is found', () => {
    const secondPulled = { ...SEEN.secondPulled, came: ['s2'], shown: { rice: -2000 } };
    expect(broken('causal', history({ secondPulled }))).not.toEqual([]);
  });

  test('an edit without the sale before it is found', () => {
    const secondPulled = { ...SEEN.secondPulled, came: [], shown: {} };
    expect(broken('causal', history({ secondPulled })).join()).toContain('something of first at 2 is there');
  });

  test('a refund without its sale is found', () => {
    const office = { ...SEEN.office, came: ['r1', 's3'] };
    expect(broken('causal', history({ office })).join()).toContain('a refund is there without its sale');
  });

  test('a sale without what its till had seen before is found', () => {
    const third = sighting('third', { third: 0 }, { came: ['s3'], customers: { ada: 'n2' } });
    const tills = [
      FIRST,
      { ...SECOND, log: [name('n2'), sale('s3', 3000)] },
      { ...FIRST, name: 'third', log: [], answered: [], edited: [] },
    ];
    const seen = [SEEN.firstSold, SEEN.secondPulled, { ...SEEN.secondWorked, heads: { second: 2 } }, third];
    expect(broken('causal', history({}, { tills, sightings: seen })).join()).toContain(
      'had seen first at 3, here it is at 2',
    );
  });

  test('a name that is older than one whose change is there is found', () => {
    const office = { ...SEEN.office, customers: { ada: 'n1' } };
    expect(broken('causal', history({ office })).join()).toContain('called n1, older than n2');
  });

  test('a sale that no till wrote is found', () => {
    const office = { ...SEEN.office, came: [...SEEN.office.came, 'nobody'] };
    expect(broken('causal', history({ office })).join()).toContain('that no till wrote');
  });
});

const THIRD: TillHistory = {
  ...FIRST,
  name: 'third',
  log: [name('n9')],
  answered: [],
  edited: [{ value: 'n9', basedOn: 'opening' }],
};
/** The second sells once it saw the name of the first, while the third gives another on what was there before. */
const seenBy = (customers: Sighting['customers']): History =>
  history(
    {},
    {
      tills: [
        { ...FIRST, log: [sale('s1', 1000), name('n1')], answered: [answer('s1', 1000)] },
        { ...SECOND, log: [sale('s3', 3000)], answered: [answer('s3', 3000)], edited: [] },
        THIRD,
      ],
      sightings: [
        sighting('second', { second: 0 }, { came: ['s1'], shown: { rice: -1000 }, customers: { ada: 'n1' } }),
        sighting('second', { second: 1 }, { came: ['s3'], shown: { rice: -4000 }, customers: { ada: 'n1' } }),
        sighting('office', {}, { came: ['s1', 's3'], shown: { rice: -4000 }, customers }),
      ],
    },
  );

test('a name that lost to one given at the same time is nowhere to be seen, and not missed', () => {
  expect(broken('causal', seenBy({ ada: 'n9' }))).toEqual([]);
});

test('a name that was there when a sale was made, and is not with it, is found', () => {
  expect(broken('causal', seenBy({ ada: 'opening' })).join()).toContain('had seen first at 2, here it is at 1');
});

describe('monotonic', () => {
  test('a sale that goes again is found', () => {
    const firstPulled = { ...SEEN.firstPulled, went: ['s1'] };
    expect(broken('monotonic', history({ firstPulled }))).not.toEqual([]);
  });

  test('an own sale that was answered and is not there is found', () => {
    const firstSold = { ...SEEN.firstSold, came: ['s1'] };
    expect(broken('monotonic', history({ firstSold })).join()).toContain(
      '1 own sales that were answered are not there',
    );
  });

  test('an older name after a newer one is found', () => {
    const firstPulled = { ...SEEN.firstPulled, customers: { ada: 'opening' } };
    expect(broken('monotonic', history({ firstPulled })).join()).toContain('called n1 is called opening again');
  });

  test('a log that gets shorter is found', () => {
    const firstPulled = { ...SEEN.firstPulled, heads: { first: 2 } };
    expect(broken('monotonic', history({ firstPulled })).join()).toContain('first went back from 3 to 2');
  });
});

describe('converged', () => {
  const place = (name: string, given: Partial<Resting>): Resting => ({ ...resting(name), ...given });
  const ending = (given: Partial<History['resting']>, tills: History['tills'] = [FIRST, SECOND]): string[] =>
    broken('converged', history({}, { tills, resting: { ...history().resting, ...given } }));

  test('a till that lacks a row is found, and which', () => {
    const rows = { ...resting('first').rows, sales: ['s1 sale', 's2 sale', 'r1 refund'] };
    expect(ending({ tills: [place('first', { rows }), resting('second')] }).join()).toContain(
      'lacks 1, has 0 more: -s3 sale',
    );
  });

  test('a row that stands twice is found', () => {
    const { sales = [], customers = [] } = resting('first').rows;
    expect(ending({ tills: [place('first', { rows: { sales: [...sales, 's3 sale'], customers } })] })).toHaveLength(1);
  });

  test('the order of rows is nobody’s difference', () => {
    const { sales = [], customers = [] } = resting('first').rows;
    expect(ending({ tills: [place('first', { rows: { sales: sales.toReversed(), customers } })] })).toEqual([]);
  });

  test('stock that is not what all sales left is found', () => {
    expect(ending({ tills: [place('first', { shown: { rice: -4000 } })] })).toEqual([
      'converged: first says -4000 of rice, all sales leave -5000',
    ]);
  });

  test('an answered sale that is not written, or with another total, is found', () => {
    const lost = { ...FIRST, answered: [...FIRST.answered, answer('s9', 500)] };
    expect(ending({}, [lost, SECOND]).join()).toContain('1 answered sales are not in its log once');
    const other = { ...FIRST, answered: [answer('s1', 999)] };
    expect(ending({}, [other, SECOND]).join()).toContain('1 answered sales are not in its log once');
  });

  test('a sale that is at the office twice, or not at all, is found', () => {
    const twice = place('office', {
      rows: { ...resting('office').rows, sales: ['s1 sale', 's2 sale', 's2 sale', 'r1 refund', 's3 sale'] },
    });
    expect(ending({ office: twice }).join()).toContain('1 sales of its log are not at the office once');
    const never = place('office', { rows: { ...resting('office').rows, sales: ['s1 sale', 'r1 refund', 's3 sale'] } });
    expect(ending({ office: never }).join()).toContain('1 sales of its log are not at the office once');
  });

  test('a log that the office has otherwise is found', () => {
    expect(ending({}, [{ ...FIRST, hashesAtOffice: ['1 a', '2 b', '3 x'] }, SECOND]).join()).toContain('or others');
  });

  test('an edit that lost against the one it was made on is found', () => {
    const rows = { ...resting('office').rows, customers: ['ada n1'] };
    const everywhere = {
      office: place('office', { rows }),
      tills: [place('first', { rows }), place('second', { rows })],
    };
    expect(ending(everywhere)).toEqual(['converged: a customer ends as n1, older than n2']);
  });
});
