import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { changeBodySchema } from '#shared/changes/change-body.ts';
import { changeEnvelopeSchema } from '#shared/changes/hash-chain.ts';
import { RECORD_KINDS } from '#shared/changes/record-kinds.ts';
import { auditAnswerSchema, auditRequestSchema, missingAnswerSchema, missingRequestSchema } from './audit.ts';
import { SIGNATURE_HEADER, signedText } from './signing.ts';
import { enrolAnswerSchema, enrolRequestSchema, tokenAnswerSchema, tokenRequestSchema } from './enrol.ts';
import {
  creditRowSchema,
  customerBalanceRowSchema,
  levelRowSchema,
  ownFactRowSchema,
  recordRowSchema,
  saleRowSchema,
} from './feed-rows.ts';
import { importAnswerSchema, importRequestSchema, carriedChangesSchema } from './carried.ts';
import { adoptRequestSchema, joinAnswerSchema, joinRequestSchema } from './join.ts';
import { helloAnswerSchema, helloRequestSchema } from './hello.ts';
import { PROTOCOL_VERSION } from './protocol-version.ts';
import { pullAnswerSchema, pullQuerySchema } from './pull.ts';
import { pushAnswerSchema, pushRequestSchema, rawQuarantineRequestSchema } from './push.ts';
import { saleLookupAnswerSchema, saleLookupQuerySchema } from './sale-lookup.ts';
import {
  sentFileAnswerSchema,
  sentFileQuerySchema,
  supportBundleAnswerSchema,
  supportBundleQuerySchema,
} from './sent-files.ts';

/** Every schema that crosses the wire between till and server. */
const WIRE: Readonly<Record<string, z.ZodType>> = {
  helloRequest: helloRequestSchema,
  helloAnswer: helloAnswerSchema,
  pushRequest: pushRequestSchema,
  pushAnswer: pushAnswerSchema,
  rawQuarantineRequest: rawQuarantineRequestSchema,
  pullQuery: pullQuerySchema,
  pullAnswer: pullAnswerSchema,
  enrolRequest: enrolRequestSchema,
  enrolAnswer: enrolAnswerSchema,
  adoptRequest: adoptRequestSchema,
  joinRequest: joinRequestSchema,
  joinAnswer: joinAnswerSchema,
  tokenRequest: tokenRequestSchema,
  tokenAnswer: tokenAnswerSchema,
  auditRequest: auditRequestSchema,
  auditAnswer: auditAnswerSchema,
  missingRequest: missingRequestSchema,
  missingAnswer: missingAnswerSchema,
  importRequest: importRequestSchema,
  importAnswer: importAnswerSchema,
  carriedChanges: carriedChangesSchema,
  saleLookupQuery: saleLookupQuerySchema,
  saleLookupAnswer: saleLookupAnswerSchema,
  sentFileQuery: sentFileQuerySchema,
  sentFileAnswer: sentFileAnswerSchema,
  supportBundleQuery: supportBundleQuerySchema,
  supportBundleAnswer: supportBundleAnswerSchema,
  changeEnvelope: changeEnvelopeSchema,
  changeBody: changeBodySchema,
  recordRow: recordRowSchema,
  levelRow: levelRowSchema,
  customerBalanceRow: customerBalanceRowSchema,
  creditRow: creditRowSchema,
  saleRow: saleRowSchema,
  ownFactRow: ownFactRowSchema,
  ...Object.fromEntries(Object.entries(RECORD_KINDS).map(([kind, schema]) => [`record ${kind}`, schema])),
};

/** One line for each protocol that was ever shipped: its number and the fingerprint of its wire. Lines are added, never changed. */
const HISTORY: Readonly<Record<number, string>> = {
  1: '6f5a19c027e258a2',
  2: '947c98de8894522c',
  3: '04e419e6a5abfd02',
  4: '46b59c242cff54c0',
  5: 'be2d4fd6658fc801',
  6: '2838b7f3346f7514',
  7: '71d72b1fc0aa6bb1',
  8: 'd57b2558d5299f09',
  9: '94b1b4133928d418',
  10: '6167e4329cc48a51',
};

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const [name, schema] of Object.entries(WIRE)) {
    for (const io of ['input', 'output'] as const)
      hash.update(`${name} ${io} ${JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' }))}\n`);
  }
  return hash
    .update(
      SIGNATURE_HEADER + signedText({ method: 'M', path: 'P', session: 1, epoch: 'E', firstSeq: 2, bytesHash: 'H' }),
    )
    .digest('hex')
    .slice(0, 16);
}

test('the wire is what the protocol’s version says it is', () => {
  const now = fingerprint();
  const help =
    `The wire between till and server changed: its fingerprint is ${now}, that of protocol ${PROTOCOL_VERSION} is ${HISTORY[PROTOCOL_VERSION] ?? 'not written down'}.\n` +
    'Tills in shops speak the old one. If the change is meant, raise PROTOCOL_VERSION with a line of its history in\n' +
    `protocol-version.ts, and add \`${PROTOCOL_VERSION + 1}: '${now}'\` here; only a protocol that no release carried may have its line replaced.\n` +
    'What a fact says is changed by a new version of its type beside the old one, never in place.';
  expect(HISTORY[PROTOCOL_VERSION] === now, help).toBe(true);
});

test('versions follow each other without a gap, and none has another’s fingerprint', () => {
  const versions = Object.keys(HISTORY).map(Number);
  expect(versions).toEqual(Array.from({ length: PROTOCOL_VERSION }, (_, index) => index + 1));
  expect(new Set(Object.values(HISTORY)).size).toBe(versions.length);
});
