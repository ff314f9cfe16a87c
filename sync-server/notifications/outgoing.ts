import type { Id, MakeId } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';

export type OutgoingChannel = 'email' | 'push' | 'report' | 'receipt';

/** What goes out: to a person, to one browser of theirs, to whom a report goes that they have sent, or to a customer for whom they asked. */
export type Outgoing = {
  readonly id: Id;
  readonly businessId: Id;
  readonly channel: OutgoingChannel;
  readonly userId: Id;
  /** Null where the person has none any more. */
  readonly email: string | null;
  /** The browser, or the schedule that it comes from. */
  readonly targetId: Id | null;
  readonly subject: string;
  readonly message: string;
};

/** sent, or dropped: there is nobody any more whom it could reach. */
export type OutgoingEnd = 'sent' | 'dropped';

/**
 * Sends one message. Throws where it could not be sent now and may be later.
 *
 * @param handOver says, and makes lasting, that the other side may have it from now on: after it a failure is not tried again,
 *   unless the other side itself refused
 */
export type Sender<Deps> = (deps: Deps, one: Outgoing, handOver: () => Promise<void>) => Promise<OutgoingEnd>;
export type Senders<Deps> = Readonly<Record<OutgoingChannel, Sender<Deps>>>;

/** Puts a message among those that wait, in the transaction of what it tells of. One that has an id of its own is put once. */
export async function putOut(
  tx: Tx,
  of: { readonly businessId: Id; readonly nowMs: number; readonly makeId: MakeId },
  said: {
    readonly id?: Id;
    readonly channel: OutgoingChannel;
    readonly userId: Id;
    readonly targetId: Id | null;
    readonly title: string;
    readonly message: string;
  },
): Promise<void> {
  const at = new Date(of.nowMs);
  await tx`insert into outgoing (business_id, id, channel, user_id, target_id, subject, message, state, tries, try_after, created_at, updated_at)
    values (${of.businessId}, ${said.id ?? of.makeId()}, ${said.channel}, ${said.userId}, ${said.targetId}, ${said.title}, ${said.message}, 'waiting', 0, ${at}, ${at}, ${at})
    on conflict (business_id, id) do nothing`;
}
