import { accept } from '#shared/base/outcome.ts';
import type { Id } from '#shared/base/ids.ts';
import { SERVER_ONLY_KINDS } from '#shared/changes/record-kinds.ts';
import { type Aliases, readAloneChange } from '#shared/sync/aliases.ts';
import type { Tx } from '#server/store/pool.ts';
import { type ReadBody, readChange } from '../push/judge-change.ts';
import { type TillOf, readAliases } from './read-aliases.ts';

const RIGHTS = new Set<string>(SERVER_ONLY_KINDS);

/** Reads the bodies of a batch, each as the till that wrote it meant it. */
export async function readBodies(
  tx: Tx,
  till: TillOf & { readonly epochCounter: number },
  bodies: readonly string[],
): Promise<ReadBody[]> {
  const sent = bodies.map((text) => ({ envelope: { body: text }, body: readChange(text) }));
  return (await throughAliases(tx, till, sent)).map(({ body }) => body);
}

/**
 * What a till wrote while it was alone goes through its aliases, under epoch 0 and, where the till has lived on under another
 * since, wherever a body says things that no till of this business says. Any other batch costs nothing.
 */
export async function throughAliases<
  Sent extends { readonly envelope: { readonly body: string }; readonly body: ReadBody },
>(tx: Tx, till: TillOf & { readonly epochCounter: number }, sent: readonly Sent[]): Promise<readonly Sent[]> {
  const authors = new Set(sent.flatMap(({ body }) => authorIfAlone(body, till)));
  if (authors.size === 0) return sent;
  const known = new Map<Id, Aliases>();
  for (const tillId of authors) {
    const aliases = await aliasesIfAlone(tx, { businessId: till.businessId, tillId });
    if (aliases !== null) known.set(tillId, aliases);
  }
  return sent.map((one) => {
    const aliases = one.body.read.ok ? known.get(one.body.read.value.tillId) : undefined;
    return aliases === undefined ? one : { ...one, body: readAlone(one.body, one.envelope.body, aliases) };
  });
}

/** The till that says to have written a body, where it may have been alone then. */
function authorIfAlone({ read }: ReadBody, till: TillOf & { readonly epochCounter: number }): Id[] {
  if (!read.ok) return [];
  const change = read.value;
  const editsRights = change.type === 'record.changed' && change.payload.records.some(({ kind }) => RIGHTS.has(kind));
  return till.epochCounter === 0 || change.businessId !== till.businessId || editsRights ? [change.tillId] : [];
}

/** Null for a till that never was alone. */
async function aliasesIfAlone(tx: Tx, till: TillOf): Promise<Aliases | null> {
  const epochs = await tx`
    select 1 from till_epochs where business_id = ${till.businessId} and till_id = ${till.tillId} and counter = 0`;
  return epochs.length === 0 ? null : readAliases(tx, till);
}

function readAlone(as: ReadBody, body: string, aliases: Aliases): ReadBody {
  const read = readAloneChange(body, aliases);
  if (!read.ok) return { ...as, read };
  return { ...as, read: accept(read.value.change), isOfAlone: read.value.isOfAlone };
}
