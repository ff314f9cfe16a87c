import { describe, expect, test } from 'vitest';
import { agreementSeenByServer, agreementSeenByTill } from './agreement.ts';
import { type HelloView, classify } from './classify.ts';
import { type ServerHead, type TillHead, type Verdict, verdictSchema } from './hello.ts';
import { VERDICT_ACTIONS, grantsSameEpochAgain } from './verdict-actions.ts';

const hash = (letter: string): string => letter.repeat(64);
const epoch = (counter: number, id = 'a'): string => `${counter}-${id.repeat(16)}`;

function till(lastSeq: number, ackedSeq: number, counter = 2): TillHead {
  return {
    epoch: epoch(counter),
    lastSeq,
    lastHash: lastSeq === 0 ? '' : hash('a'),
    ackedSeq,
    ackedHash: ackedSeq === 0 ? '' : hash('b'),
  };
}

function server(lastSeq: number, counter = 2, id = 'a'): ServerHead {
  return { epoch: epoch(counter, id), lastSeq, lastHash: lastSeq === 0 ? '' : hash('a') };
}

const usual: HelloView = {
  keyKnown: true,
  certificateValid: true,
  newEpochAsked: false,
  epoch: epoch(2),
  tillHeads: [till(10, 8)],
  serverHeads: [server(10)],
  agreement: 'equal',
};

const behind = { serverHeads: [server(9)] };
const wentBack = { serverHeads: [server(5)] };
const ahead = { serverHeads: [server(12)] };
const newerHere = { serverHeads: [server(10), server(0, 3)] };
const forked = { serverHeads: [server(7, 2, 'f')] };
const older = { tillHeads: [till(6, 6, 1), till(10, 8)] };

const cells: readonly (readonly [string, Partial<HelloView>, Verdict])[] = [
  [
    '1 an unknown key without a valid certificate must enrol',
    { keyKnown: false, certificateValid: false, serverHeads: [] },
    'enrol',
  ],
  ['1 an unknown key with a valid certificate is taken over', { keyKnown: false, serverHeads: [] }, 'taken_over'],
  [
    '1 an unknown key without certificate must enrol even where the epoch is known',
    { keyKnown: false, certificateValid: false },
    'enrol',
  ],
  ['2 an epoch unknown to the server is taken over by its certificate', { serverHeads: [] }, 'taken_over'],
  ['2 a server that only knows older epochs takes the newer over', { serverHeads: [server(6, 1)] }, 'taken_over'],
  ['2 the same counter with another id is a fork, whatever the certificate says', forked, 'fork'],
  ['2 a fork is found without a certificate too', { ...forked, certificateValid: false }, 'fork'],
  [
    '2 a fork stays a fork where the server has newer epochs still',
    { serverHeads: [server(7, 2, 'f'), server(0, 3)] },
    'fork',
  ],
  [
    '2 an unknown epoch of a known key without certificate gets a new one',
    { serverHeads: [], certificateValid: false },
    'restored',
  ],
  ['3 a newer epoch at the server means a restored till', newerHere, 'restored'],
  [
    '3 also where the till’s epoch itself is unknown and its counter is free',
    { serverHeads: [server(3, 5)] },
    'restored',
  ],
  ['3 also where the hashes differ', { ...newerHere, agreement: 'differs' }, 'restored'],
  ['4 equal length and another hash is a restored till', { agreement: 'differs' }, 'restored'],
  ['4 a longer server with another hash is a restored till', { ...ahead, agreement: 'differs' }, 'restored'],
  ['4 a shorter server with another hash is a restored till', { ...behind, agreement: 'differs' }, 'restored'],
  ['4 a server gone back with another hash is a restored till', { ...wentBack, agreement: 'differs' }, 'restored'],
  ['5 the same history, and the server knows more: a restored till', ahead, 'restored'],
  ['5 the same history and length is normal', {}, 'normal'],
  ['5 a server behind by what was never acknowledged is normal', behind, 'normal'],
  ['5 a server behind by an answer that got lost is normal', { serverHeads: [server(8)] }, 'normal'],
  ['5 a server behind what it had acknowledged went back', wentBack, 'server_went_back'],
  ['5 a server that lost the whole epoch but knows it went back', { serverHeads: [server(0)] }, 'server_went_back'],
  ['5 two empty ends are normal', { tillHeads: [till(0, 0)], serverHeads: [server(0)] }, 'normal'],
  ['6 equal length without a hash can’t be: the request is malformed', { agreement: 'unknown' }, 'malformed'],
  ['6 a server behind at a hash that the till no longer has: a case', { ...behind, agreement: 'unknown' }, 'gap_case'],
  ['6 a server gone back beyond what the till holds: a case', { ...wentBack, agreement: 'unknown' }, 'gap_case'],
  ['6 a server ahead without the hash: a restored till', { ...ahead, agreement: 'unknown' }, 'restored'],
  ['what only the till can compare is normal until it looked', { ...behind, agreement: 'left_to_till' }, 'normal'],
  [
    'what only the till can compare went back until it looked',
    { ...wentBack, agreement: 'left_to_till' },
    'server_went_back',
  ],
  ['nothing of equal length is left to the till', { agreement: 'left_to_till' }, 'malformed'],
  ['a server ahead is restored whoever compares', { ...ahead, agreement: 'left_to_till' }, 'restored'],
  ['a till that asks for a new epoch is a restored till', { newEpochAsked: 'restored' }, 'restored'],
  ['a till that asks because of a gap opens a case', { newEpochAsked: 'gap_case' }, 'gap_case'],
  ['asking helps no unknown key', { newEpochAsked: 'restored', keyKnown: false, certificateValid: false }, 'enrol'],
  ['asking hides no fork', { newEpochAsked: 'restored', ...forked }, 'fork'],
  ['asking comes before being taken over', { newEpochAsked: 'restored', serverHeads: [] }, 'restored'],
  [
    'an older epoch behind what was acknowledged needs a new one',
    { ...older, serverHeads: [server(5, 1), server(10)] },
    'older_went_back',
  ],
  ['an older epoch that the server lost whole needs a new one', older, 'older_went_back'],
  ['a till taken over with older epochs needs a new one', { ...older, serverHeads: [] }, 'older_went_back'],
  ['both epochs gone back need a new one', { ...older, serverHeads: [server(5, 1), server(5)] }, 'older_went_back'],
  ['an older epoch that is whole changes nothing', { ...older, serverHeads: [server(6, 1), server(10)] }, 'normal'],
  [
    'an older epoch of which nothing was acknowledged changes nothing',
    { tillHeads: [till(6, 0, 1), till(10, 8)] },
    'normal',
  ],
  [
    'a restored till with an older epoch gone back stays restored',
    { ...older, serverHeads: [server(5, 1), server(12)] },
    'restored',
  ],
];

describe('hello, cell by cell', () => {
  for (const [name, view, verdict] of cells) {
    test(name, () => expect(classify({ ...usual, ...view })).toBe(verdict));
  }

  test('every verdict but the clone’s stands in a cell', () => {
    const seen = new Set(cells.map(([, , verdict]) => verdict));
    expect(verdictSchema.options.filter((verdict) => !seen.has(verdict))).toEqual(['clone']);
  });
});

describe('what the server can compare', () => {
  const mine = till(10, 8);
  test('a longer server compares at the till’s head', () => {
    expect(agreementSeenByServer(mine, { ...server(12), hashAtYours: hash('a') })).toBe('equal');
    expect(agreementSeenByServer(mine, { ...server(12), hashAtYours: hash('c') })).toBe('differs');
    expect(agreementSeenByServer(mine, server(12))).toBe('unknown');
  });
  test('an even server compares the heads', () => {
    expect(agreementSeenByServer(mine, server(10))).toBe('equal');
    expect(agreementSeenByServer(mine, { ...server(10), lastHash: hash('c') })).toBe('differs');
    expect(agreementSeenByServer({ ...mine, lastHash: '' }, server(10))).toBe('unknown');
  });
  test('a shorter server compares what it acknowledged, and leaves the rest to the till', () => {
    expect(agreementSeenByServer(mine, { ...server(8), lastHash: hash('b') })).toBe('equal');
    expect(agreementSeenByServer(mine, { ...server(8), lastHash: hash('c') })).toBe('differs');
    expect(agreementSeenByServer(mine, server(9))).toBe('left_to_till');
  });
  test('two chains without a change agree, and one with a hash but no change is nonsense', () => {
    expect(agreementSeenByServer(till(0, 0), server(0))).toBe('equal');
    expect(agreementSeenByServer(till(0, 0), { ...server(3), hashAtYours: '' })).toBe('equal');
    expect(agreementSeenByServer({ ...till(0, 0), lastHash: hash('a') }, server(0))).toBe('unknown');
  });
});

describe('what the till can compare', () => {
  const mine = till(10, 8);
  const whole = { hashAt: (seq: number) => (seq === 10 ? hash('a') : hash('d')), heldFrom: 1 };
  test('it sees a shorter server’s other history, which the server can’t', () => {
    expect(agreementSeenByTill(mine, { ...server(9), lastHash: hash('d') }, whole)).toBe('equal');
    expect(agreementSeenByTill(mine, { ...server(9), lastHash: hash('e') }, whole)).toBe('differs');
  });
  test('a gap that it can’t fill is unknown, even where the server lost everything', () => {
    const pruned = { hashAt: () => undefined, heldFrom: 7 };
    expect(agreementSeenByTill(mine, server(0), pruned)).toBe('unknown');
    expect(agreementSeenByTill(mine, server(5), pruned)).toBe('unknown');
  });
  test('what follows is held but the hash before it was pruned: unknown', () => {
    expect(agreementSeenByTill(mine, server(6), { hashAt: () => undefined, heldFrom: 7 })).toBe('unknown');
  });
  test('the acknowledged hash is kept when the change is gone', () => {
    const rest = { hashAt: () => undefined, heldFrom: 9 };
    expect(agreementSeenByTill(mine, { ...server(8), lastHash: hash('b') }, rest)).toBe('equal');
    expect(agreementSeenByTill(mine, { ...server(8), lastHash: hash('c') }, rest)).toBe('differs');
  });
  test('a server that lost everything is filled from the first change', () => {
    expect(agreementSeenByTill(mine, server(0), whole)).toBe('equal');
  });
  test('at its own head and beyond it compares what the server answers', () => {
    expect(agreementSeenByTill(mine, server(10), whole)).toBe('equal');
    expect(agreementSeenByTill(mine, { ...server(12), hashAtYours: hash('e') }, whole)).toBe('differs');
  });
});

describe('what follows from a verdict', () => {
  test('nothing goes on in the old epoch where a new one is granted', () => {
    for (const action of Object.values(VERDICT_ACTIONS)) expect(action.newEpoch && action.goesOn).toBe(false);
  });
  test('a lost answer gets the same epoch again while nothing was written under it', () => {
    expect(grantsSameEpochAgain({ lastSeq: 0, grantedToBoot: 'one' }, 'one')).toBe(true);
  });
  test('another boot, or an epoch in use, gets one more', () => {
    expect(grantsSameEpochAgain({ lastSeq: 0, grantedToBoot: 'one' }, 'two')).toBe(false);
    expect(grantsSameEpochAgain({ lastSeq: 1, grantedToBoot: 'one' }, 'one')).toBe(false);
  });
});
