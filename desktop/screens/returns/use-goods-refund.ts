import { useRef, useState } from 'react';
import { minor } from '#shared/base/money.ts';
import { saleRefundCall, saleRefundWorthCall } from '#shared/till-calls/sale-calls.ts';
import type { CompletedView } from '#shared/till-calls/sale-view.ts';
import type { Approval } from '../parts/ask-manager.tsx';
import { usePlace } from '../parts/place.tsx';
import { playSound } from '../parts/sounds.ts';
import { useApproved } from '../parts/use-approved.ts';
import type { Answer } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { askedLine, faultOf, type GoodsDraft, type GoodsFault } from './goods-draft.ts';

/** How the money goes back where no receipt says how it came. */
export const WAYS_BACK = ['cash', 'store_credit', 'gift_card'] as const;
export type WayBack = (typeof WAYS_BACK)[number];

type Giving = {
  /** What is collected at this moment: somebody may scan on while a manager comes. */
  readonly draftNow: () => GoodsDraft;
  readonly draft: GoodsDraft;
  readonly pricePlaces: number;
  readonly onFault: (fault: GoodsFault) => void;
  readonly onGiven: () => void;
};

/** Gives the money for what was collected: what it is worth says the till, and a manager agrees on the spot. */
export function useGoodsRefund({ draft, draftNow, pricePlaces, onFault, onGiven }: Giving) {
  const { send, inTurn } = useTillClient();
  const { go } = usePlace();
  const [way, setWay] = useState<WayBack>('cash');
  const [code, setCode] = useState('');
  // A second press while the till writes is the same refund: money must not be given twice.
  const running = useRef<Promise<Answer<CompletedView>> | null>(null);
  const asked = useApproved<CompletedView>((completed) => {
    playSound('paid');
    onGiven();
    go({ page: 'done', completed });
  });
  const linesOf = (of: GoodsDraft) => of.lines.flatMap((line) => askedLine(line, pricePlaces) ?? []);
  const finished = draft.lines.filter((line) => askedLine(line, pricePlaces) !== null);
  const isAsked = finished.length > 0;
  const { value, notDone } = useTillQuery(saleRefundWorthCall, { lines: linesOf(draft) }, { isOn: isAsked });
  const worth = isAsked && value?.lines.length === finished.length ? value : null;
  const fault =
    faultOf(draft, pricePlaces) ??
    (way !== 'cash' && code.trim() === '' ? { kind: 'code' as const, line: null } : null);
  const give = (approval: Approval | undefined) =>
    inTurn(async (): Promise<Answer<CompletedView>> => {
      const now = draftNow();
      const lines = linesOf(now);
      const inCredit = way === 'cash' ? null : await send(saleRefundWorthCall, { lines });
      if (inCredit !== null && !inCredit.ok) return inCredit;
      const tenders =
        inCredit === null
          ? null
          : [{ method: way, amountMinor: minor(0 - inCredit.value.totalMinor), reference: code.trim() }];
      return send(saleRefundCall, {
        refundOf: null,
        lines,
        tenders,
        reason: now.reason,
        ...(approval === undefined ? {} : { approval }),
      });
    });
  return {
    asked,
    fault,
    way,
    code,
    setWay,
    setCode,
    /** What the till refuses before anybody is asked, such as half a piece. */
    unworthy: isAsked ? notDone : null,
    backMinor: worth === null ? 0 : way === 'cash' ? worth.cashMinor : worth.totalMinor,
    worthOf: (lineId: string) => worth?.lines[finished.findIndex(({ id }) => id === lineId)]?.totalMinor ?? null,
    refund: () => {
      if (fault !== null) {
        playSound('refused');
        return onFault(fault);
      }
      return asked.begin((approval) => {
        running.current ??= give(approval).finally(() => {
          running.current = null;
        });
        return running.current;
      });
    },
  };
}
