import type { ReactNode } from 'react';
import { CustomerPanel } from '../customers/customer-panel.tsx';
import { DrawerPanel } from '../drawer/drawer-panel.tsx';
import { PastShiftsPanel } from '../drawer/past-shifts-panel.tsx';
import { PettyCashPanel } from '../drawer/petty-cash-panel.tsx';
import { ParkedPanel } from '../parked/parked-panel.tsx';
import type { OpenPanel } from '../parts/place.tsx';
import { ChangePinPanel } from '../people/change-pin-panel.tsx';
import { AddProductPanel } from '../products/add-product-panel.tsx';
import { SendReceiptPanel } from '../receipt/send-receipt-panel.tsx';
import { ChoosePanel } from '../sell/choose-panel.tsx';
import { CommandPanel } from '../sell/command-panel.tsx';
import { DiscountPanel } from '../sell/discount-panel.tsx';
import { HelpPanel } from '../sell/help-panel.tsx';
import { ItemNumberPanel } from '../sell/item-number-panel.tsx';
import { NotePanel } from '../sell/note-panel.tsx';
import { PricePanel } from '../sell/price-panel.tsx';
import { QuantityPanel } from '../sell/quantity-panel.tsx';
import { VariantsPanel } from '../sell/variants-panel.tsx';
import { FindStockPanel } from '../stock/find-stock-panel.tsx';
import { StockListsPanel } from '../stock/stock-lists-panel.tsx';
import { StockPanel } from '../stock/stock-panel.tsx';

/** The panel that was asked for; a page gives it its place. */
export function panelOf(open: OpenPanel): ReactNode {
  switch (open.panel) {
    case 'customer':
      return <CustomerPanel />;
    case 'parked':
      return <ParkedPanel key={open.namingId} namingId={open.namingId ?? null} />;
    case 'drawer':
      return <DrawerPanel />;
    case 'help':
      return <HelpPanel />;
    case 'commands':
      return <CommandPanel />;
    case 'change-pin':
      return <ChangePinPanel />;
    case 'add-product':
      return <AddProductPanel key={open.code} code={open.code} quantityMilli={open.quantityMilli} />;
    case 'find-stock':
      return <FindStockPanel />;
    case 'stock-lists':
      return <StockListsPanel />;
    case 'past-shifts':
      return <PastShiftsPanel />;
    case 'petty-cash':
      return <PettyCashPanel />;
    case 'stock':
      return <StockPanel variantId={open.variantId} />;
    case 'discount':
      return <DiscountPanel key={open.lineId} lineId={open.lineId} />;
    case 'quantity':
      return <QuantityPanel key={open.lineId} lineId={open.lineId} />;
    case 'price':
      return <PricePanel key={open.lineId} lineId={open.lineId} />;
    case 'note':
      return <NotePanel key={open.lineId} lineId={open.lineId} />;
    case 'send-receipt':
      return <SendReceiptPanel key={open.saleId} saleId={open.saleId} />;
    case 'weigh':
    case 'open-price':
      return <ItemNumberPanel key={open.item.variantId} item={open.item} asks={open.panel} />;
    case 'variants':
      return <VariantsPanel productId={open.productId} />;
    case 'choose':
      return <ChoosePanel title={open.title} items={open.items} />;
  }
}
