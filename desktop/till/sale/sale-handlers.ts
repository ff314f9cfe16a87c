import type { Handler } from '../store/handler.ts';
import { addItem } from './add-item.ts';
import { bringBackSale } from './bring-back-sale.ts';
import { changeSaleLine } from './change-line.ts';
import { clearSale } from './clear-sale.ts';
import { completeSale } from './complete-sale.ts';
import { currentSale } from './current-sale.ts';
import { exchangeSale } from './exchange-sale.ts';
import { findSale } from './find-sale.ts';
import { giveDiscount } from './give-discount.ts';
import { goodsBack } from './goods-back.ts';
import { keepPayments } from './keep-payments.ts';
import { nameParkedSale } from './name-parked-sale.ts';
import { openSale } from './open-sale.ts';
import { parkSale } from './park-sale.ts';
import { parkedSales } from './parked-sales.ts';
import { recallSale } from './recall-sale.ts';
import { refundSale } from './refund-sale.ts';
import { refundWorth } from './refund-worth.ts';
import { refundableSale } from './refundable-sale.ts';
import { removeSaleLine } from './remove-line.ts';
import { setSaleCustomer } from './set-customer.ts';
import { undoEdit } from './undo-edit.ts';

export const SALE_HANDLERS: readonly Handler[] = [
  currentSale,
  openSale,
  addItem,
  changeSaleLine,
  removeSaleLine,
  giveDiscount,
  setSaleCustomer,
  undoEdit,
  clearSale,
  bringBackSale,
  parkSale,
  parkedSales,
  nameParkedSale,
  recallSale,
  keepPayments,
  completeSale,
  findSale,
  refundableSale,
  goodsBack,
  refundWorth,
  refundSale,
  exchangeSale,
];
