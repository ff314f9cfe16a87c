import { expect, test } from 'vitest';
import { z } from 'zod';
import { hasVectors, readVectorLines, readVectors } from '#tests/support/conformance-vectors.ts';
import { testWhere } from '#tests/support/test-where.ts';
import { aiForm } from './ai-form.ts';
import { hasCheckDigit } from './check-digit.ts';
import { readDigitalLink } from './digital-link.ts';
import { GS, type Gs1Element, readBracketed, readElementString } from './element-string.ts';
import { readGs1Date } from './gs1-date.ts';
import { readBarcode } from './read-barcode.ts';

const folder = 'conformance-gs1';
const settings = { layouts: [], currencyExponent: 2, thisYear: 2026 };
const rows = <Shape extends z.ZodType>(file: string, shape: Shape): z.infer<Shape>[] =>
  z.array(shape).parse(readVectorLines(`${folder}/${file}`));

/** The vectors write FNC1 as ^, and one before every element whose neighbour needs it. */
function written(elements: readonly Gs1Element[] | null): string | null {
  if (elements === null) return null;
  let text = '^';
  for (const [index, { ai, value }] of elements.entries()) {
    const before = index === 0 ? null : (aiForm(elements[index - 1]?.ai ?? '')?.fixedLength ?? null);
    text += (index > 0 && before === null ? '^' : '') + ai + value;
  }
  return text;
}

const published = testWhere(hasVectors(folder));

test('an element string says the same with and without its brackets', () => {
  const elements = readBracketed('(01)04006381333931(10)AB-7(21)42');
  expect(elements).toEqual([
    { ai: '01', value: '04006381333931' },
    { ai: '10', value: 'AB-7' },
    { ai: '21', value: '42' },
  ]);
  expect(readElementString(`010400638133393110AB-7${GS}2142`)).toEqual(elements);
});

published('check digits are GS1’s', () => {
  const lines = readVectors(`${folder}/check_digit.csv`).trimEnd().split('\n').slice(1);
  const wrong = lines.filter((line) => {
    const [data = '', valid] = line.split(',');
    return hasCheckDigit(data) !== (valid === '1');
  });
  expect(lines.length).toBeGreaterThan(20);
  expect(wrong).toEqual([]);
});

published('dates are GS1’s, with and without a day', () => {
  const cases = rows(
    'linter_vectors.jsonl',
    z.object({ linter: z.string(), data: z.string(), valid: z.boolean() }),
  ).filter(({ linter }) => /^yymmd[d0]$/.test(linter));
  expect(cases.length).toBeGreaterThan(100);
  expect(
    cases.filter(({ linter, data, valid }) => (readGs1Date(data, 2026, linter === 'yymmd0') !== null) !== valid),
  ).toEqual([]);
});

published('element strings are GS1’s', () => {
  const cases = rows('unbracketed_ai_process.jsonl', z.object({ ok: z.boolean(), elements: z.string() }));
  const wrong = cases.filter(({ ok, elements }) => {
    const read = elements.startsWith('^') ? readElementString(elements.slice(1).replaceAll('^', GS)) : null;
    return (read !== null) !== ok;
  });
  expect(wrong).toEqual([]);
});

published('bracketed element strings, and how they read', () => {
  const cases = rows(
    'bracketed_ai_parse.jsonl',
    z.object({ ok: z.boolean(), bracketed: z.string(), elements: z.string().nullable() }),
  );
  expect(cases.filter(({ bracketed, elements }) => written(readBracketed(bracketed)) !== elements)).toEqual([]);
});

published('what a scanner sends reads as GS1 says', () => {
  const cases = rows(
    'scan_data_process.jsonl',
    z.object({ ok: z.boolean(), scan: z.string(), data: z.string().nullable() }),
  );
  // A composite's second part, and matrix codes with plain text, are nothing that a till sells by.
  const ours = cases.filter(
    ({ scan, data }) => scan.startsWith(']') && (data === null || /^(\^|\d+$|https?:)/i.test(data)),
  );
  const wrong = ours.filter(({ scan, data }) => {
    const read = readBarcode(scan, settings);
    if (data === null) return !(read.kind === 'unreadable' || read.kind === 'text');
    if (read.kind === 'gs1') return data.startsWith('^') && written(read.elements) !== data;
    return read.kind === 'gtin' ? read.code !== data : !data.startsWith('HtTps');
  });
  expect(ours.length).toBeGreaterThan(30);
  expect(wrong).toEqual([]);
});

published('Digital Links read as GS1 says', () => {
  const cases = rows(
    'digital_link_parse.jsonl',
    z.object({
      ok: z.boolean(),
      uri: z.string(),
      elements: z.string().nullable(),
    }),
  );
  // Left out: the engine's words for identifiers, its switches that we leave on, and a batch in the query, which we take.
  const leftOut = /\/(gtin|sscc|cpv|lot|ser)\/|[/=](2112345678900|416000336108|02345673)\b|&89=|\?10=ABC123$/;
  const ours = cases.filter(({ ok, uri }) => (ok ? !/gtin|sscc|&89=/.test(uri) : !leftOut.test(uri)));
  const wrong = ours.filter(({ uri, elements }) => written(readDigitalLink(uri)) !== elements);
  expect(ours.length).toBeGreaterThan(90);
  expect(wrong).toEqual([]);
});

published('the published table of identifiers is ours', () => {
  const published = new Map<string, boolean>();
  for (const line of readVectors(`${folder}/gs1-syntax-dictionary.txt`).split('\n')) {
    const [, first, last, flags = ''] = /^(\d+)(?:-(\d+))?\s+([^\sA-Z]*)\s*[NXYZ]/.exec(line) ?? [];
    if (first === undefined) continue;
    for (let ai = Number(first); ai <= Number(last ?? first); ai += 1)
      published.set(String(ai).padStart(first.length, '0'), flags.includes('*'));
  }
  const numbers = [2, 3, 4].flatMap((width) =>
    Array.from({ length: 10 ** width }, (_, ai) => String(ai).padStart(width, '0')),
  );
  const wrong = numbers.filter((ai) => {
    const form = aiForm(ai);
    return (
      (form !== undefined) !== published.has(ai) ||
      (form !== undefined && (form.fixedLength !== null) !== published.get(ai))
    );
  });
  expect(published.size).toBeGreaterThan(400);
  expect(wrong).toEqual([]);
});
