import type { Hlc } from '#shared/base/hlc.ts';
import type { Id, MakeId } from '#shared/base/ids.ts';
import type { Change, ChangeOf, ChangeType } from '#shared/changes/change-body.ts';
import type { Rank } from '#shared/sync/rank.ts';

/** A change that passed every check of the door, at its place in its writer's order. */
interface Placed<Said extends Change> {
  readonly change: Said;
  readonly epochCounter: number;
  readonly seq: number;
  readonly body: string;
  readonly bodyHash: string;
  readonly hash: string;
  readonly rank: Rank;
  /** The corrected stamp in the rank. */
  readonly stamp: Hlc;
  /** Written while its till belonged to no office: who worked there then is no matter of this business's rights. */
  readonly isOfAlone?: boolean;
}
export type Incoming<Type extends ChangeType = ChangeType> = Placed<ChangeOf<Type>>;

/** Who writes, when, and how new ids are made. */
export type ApplyContext = {
  readonly businessId: Id;
  /** A till, or till 0: the zero id for the business, a store's id for the store. */
  readonly tillId: Id;
  /** Null for till 0 of the business, which writes records only. */
  readonly storeId: Id | null;
  readonly at: Date;
  readonly makeId: MakeId;
};

/** A change that can never be applied as it is: it waits in quarantine for a person, under this code. */
export class PermanentRefusal extends Error {
  override name = 'PermanentRefusal';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
