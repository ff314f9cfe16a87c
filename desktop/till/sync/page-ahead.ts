import type { SyncClass } from '#shared/sync/classes.ts';
import type { AppliedThrough } from '#shared/sync/pull.ts';
import type { Phase } from './apply-pace.ts';
import type { OfficeReply } from './office-client.ts';
import type { PulledPage } from './pulled-page.ts';

/** From where, and which part of the feed, a page is asked for. */
export type Asked = {
  readonly cursor: string | null;
  readonly only: SyncClass | null;
  /** Whether the page is only held against what is here, for what the office may lack. */
  readonly isForOffers: boolean;
  readonly acknowledged: AppliedThrough | null;
  readonly have: AppliedThrough | null;
  /** Whether parts of a reading may wait for its end. */
  readonly mayHold: boolean;
  /** Whether the till could sell already, so that what comes may not keep its disk for long. */
  readonly phase: Phase;
  /** Whether nothing but the place changes from this page to the next: the till is filled, from all classes. */
  readonly isFilling: boolean;
};

/** A page that was asked for before the one that it follows was written. */
export type PageAhead = {
  readonly session: number;
  readonly asked: Asked;
  readonly reply: Promise<OfficeReply<PulledPage>>;
  readonly cutOff: () => void;
};
