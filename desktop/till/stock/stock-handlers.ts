import type { Handler } from '../store/handler.ts';
import { adjustStock } from './adjust-stock.ts';
import { countStock } from './count-stock.ts';
import { findStockItem } from './find-stock-item.ts';
import { listExpiring } from './list-expiring.ts';
import { listLow } from './list-low.ts';
import { lookUpStock } from './look-up-stock.ts';
import { receiveStock } from './receive-stock.ts';

export const STOCK_HANDLERS: readonly Handler[] = [
  lookUpStock,
  findStockItem,
  adjustStock,
  receiveStock,
  countStock,
  listLow,
  listExpiring,
];
