import type { ReactNode } from 'react';
import { CreditsScreen } from '../credits/credits-screen.tsx';
import { DebtBookScreen } from '../customers/debt-book-screen.tsx';
import { CloseShiftScreen } from '../drawer/close-shift-screen.tsx';
import { JoinScreen } from '../joining/join-screen.tsx';
import { PanelSlotContext } from '../parts/panel-slot.tsx';
import { type Page, usePlace } from '../parts/place.tsx';
import { useTillState } from '../parts/till-facts.tsx';
import { PeopleScreen } from '../people/people-screen.tsx';
import { ProductsScreen } from '../products/products-screen.tsx';
import { PromisedScreen } from '../promised/promised-screen.tsx';
import { DoneScreen } from '../receipt/done-screen.tsx';
import { ReceiptsScreen } from '../receipt/receipts-screen.tsx';
import { GoodsBackScreen } from '../returns/goods-back-screen.tsx';
import { RefundScreen } from '../returns/refund-screen.tsx';
import { DevicesScreen } from '../settings/devices-screen.tsx';
import { SafetyScreen } from '../settings/safety-screen.tsx';
import { SellScreen } from '../sell/sell-screen.tsx';
import { SignInScreen } from '../sign-in/sign-in-screen.tsx';
import { StockWorkScreen } from '../stock/stock-work-screen.tsx';
import { ConnectAgainScreen } from '../sync/connect-again-screen.tsx';
import { SyncScreen } from '../sync/sync-screen.tsx';
import { PayScreen } from '../tender/pay-screen.tsx';
import { panelOf } from './panel-of.tsx';
import { useAttentionSound } from './use-attention-sound.ts';
import { useJoinWatch } from './use-join-watch.ts';
import { useIdleLock } from './use-idle-lock.ts';

/** The page where the cashier is, with what is open over it; nobody signed in means the sign-in page. */
export function Pages({ isSignedIn, hasJoined }: { readonly isSignedIn: boolean; readonly hasJoined: boolean }) {
  const { at, panel, lock } = usePlace();
  const { lockAfterS, isAlone } = useTillState();
  useIdleLock(lockAfterS, isSignedIn, lock);
  useAttentionSound();
  useJoinWatch(isAlone && !isSignedIn);
  // A machine that lost its key knows no PIN any more, so nobody has to be signed in for this.
  if (!isSignedIn && at.page === 'connect-again') return <ConnectAgainScreen isSignedIn={false} />;
  if (!isSignedIn) return <SignInScreen hasJoined={hasJoined} />;
  return <PanelSlotContext value={panel === null ? null : panelOf(panel)}>{pageOf(at)}</PanelSlotContext>;
}

function pageOf(at: Page): ReactNode {
  switch (at.page) {
    case 'sell':
      return <SellScreen />;
    case 'pay':
      return <PayScreen />;
    case 'done':
      return <DoneScreen completed={at.completed} />;
    case 'refund':
      return <RefundScreen text={at.text} saleId={at.saleId ?? null} />;
    case 'goods-back':
      return <GoodsBackScreen />;
    case 'receipts':
      return <ReceiptsScreen />;
    case 'stock':
      return <StockWorkScreen mode={at.mode} />;
    case 'close-shift':
      return <CloseShiftScreen />;
    case 'debts':
      return <DebtBookScreen key={at.customerId} customerId={at.customerId} />;
    case 'credits':
      return <CreditsScreen />;
    case 'promised':
      return <PromisedScreen />;
    case 'sync':
      return <SyncScreen />;
    case 'safety':
      return <SafetyScreen />;
    case 'devices':
      return <DevicesScreen />;
    case 'products':
      return <ProductsScreen key={String(at.isAdding)} isAdding={at.isAdding} />;
    case 'people':
      return <PeopleScreen />;
    case 'join':
      return <JoinScreen />;
    case 'connect-again':
      return <ConnectAgainScreen isSignedIn />;
  }
}
