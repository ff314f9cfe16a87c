import { type Epoch, epochCounter } from '#shared/changes/hash-chain.ts';
import type { Agreement } from './agreement.ts';
import type { ServerHead, TillHead, Verdict } from './hello.ts';

/**
 * How a till stands to its server, told before any hash is compared. The order of `standingOf` is the order of sync.md:
 * the first that fits counts.
 */
export type Standing =
  | 'key_unknown'
  | 'epoch_forked'
  | 'new_epoch_asked'
  | 'epoch_certified'
  | 'epoch_unproven'
  | 'epoch_outdated'
  | 'server_ahead'
  | 'even'
  | 'server_behind'
  | 'server_behind_acknowledged';

/** What one side knows at hello. The till fills it from the answer, the server from its tables: both get the same verdict. */
export type HelloView = {
  /** The server knows the till's key; true for a till that was answered. */
  readonly keyKnown: boolean;
  /** The certificate in hello names this till, key and epoch, and the server's key signed it. */
  readonly certificateValid: boolean;
  /** What the till found when it asks for a new epoch by itself. */
  readonly newEpochAsked: false | 'restored' | 'gap_case';
  /** The epoch that the till writes under now. */
  readonly epoch: Epoch;
  /** Every epoch that the till holds, that one among them. */
  readonly tillHeads: readonly TillHead[];
  /** Every epoch of the till that the server knows. */
  readonly serverHeads: readonly ServerHead[];
  /** Whether the two chains agree at the lower `lastSeq` of the till's epoch; see agreement.ts. */
  readonly agreement: Agreement;
};

const always = (verdict: Verdict): Record<Agreement, Verdict> => ({
  equal: verdict,
  differs: verdict,
  unknown: verdict,
  left_to_till: verdict,
});

/** Every cell of sync.md "Hello". A standing or an agreement without a cell does not compile. */
const VERDICTS: Record<Exclude<Standing, 'new_epoch_asked'>, Record<Agreement, Verdict>> = {
  key_unknown: always('enrol'),
  epoch_forked: always('fork'),
  epoch_certified: always('taken_over'),
  // The key proves who it is, only the number of its epoch can't be trusted: a new one loses nothing, ids keep all once.
  epoch_unproven: always('restored'),
  epoch_outdated: always('restored'),
  server_ahead: always('restored'),
  even: { equal: 'normal', differs: 'restored', unknown: 'malformed', left_to_till: 'malformed' },
  server_behind: { equal: 'normal', differs: 'restored', unknown: 'gap_case', left_to_till: 'normal' },
  server_behind_acknowledged: {
    equal: 'server_went_back',
    differs: 'restored',
    unknown: 'gap_case',
    left_to_till: 'server_went_back',
  },
};

/** Verdicts under which the till would go on in its present epoch, and so can't heal a hole in an older one. */
const GOES_ON: readonly Verdict[] = ['normal', 'taken_over', 'server_went_back'];

/**
 * Says how till and server stand to each other: whether the till just goes on, sends again, or needs a new epoch.
 *
 * Pure, and the same on both sides. A clone is no matter of heads: see clone.ts.
 */
export function classify(view: HelloView): Verdict {
  const standing = standingOf(view);
  if (standing === 'new_epoch_asked') return view.newEpochAsked === 'gap_case' ? 'gap_case' : 'restored';
  const verdict = VERDICTS[standing][view.agreement];
  return GOES_ON.includes(verdict) && olderEpochWentBack(view) ? 'older_went_back' : verdict;
}

/** The row of the table that fits first. */
export function standingOf(view: HelloView): Standing {
  if (!view.keyKnown && !view.certificateValid) return 'key_unknown';
  const server = view.serverHeads.find((head) => head.epoch === view.epoch);
  const counter = epochCounter(view.epoch);
  if (server === undefined && view.serverHeads.some((head) => epochCounter(head.epoch) === counter))
    return 'epoch_forked';
  if (view.newEpochAsked !== false) return 'new_epoch_asked';
  if (view.serverHeads.some((head) => epochCounter(head.epoch) > counter)) return 'epoch_outdated';
  if (server === undefined) return view.certificateValid ? 'epoch_certified' : 'epoch_unproven';
  return positionOf(headOf(view), server);
}

function headOf(view: HelloView): TillHead {
  return (
    view.tillHeads.find((head) => head.epoch === view.epoch) ?? {
      epoch: view.epoch,
      lastSeq: 0,
      lastHash: '',
      ackedSeq: 0,
      ackedHash: '',
    }
  );
}

function positionOf(mine: TillHead, server: ServerHead): Standing {
  if (server.lastSeq > mine.lastSeq) return 'server_ahead';
  if (server.lastSeq === mine.lastSeq) return 'even';
  return server.lastSeq >= mine.ackedSeq ? 'server_behind' : 'server_behind_acknowledged';
}

/** An older epoch of which the server lost what it had acknowledged: nothing can be added to it any more, so all goes into a new one. */
function olderEpochWentBack(view: HelloView): boolean {
  return view.tillHeads.some((mine) => {
    if (mine.epoch === view.epoch) return false;
    const server = view.serverHeads.find((head) => head.epoch === mine.epoch);
    return (server?.lastSeq ?? 0) < mine.ackedSeq;
  });
}
