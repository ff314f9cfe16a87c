import type { Handler } from '../store/handler.ts';
import { adjustStock } from './adjust-stock.ts';
import { countStock } from './count-stock.ts';
import { lookUpStock } from './look-up-stock.ts';
import { receiveStock } from './receive-stock.ts';

export const STOCK_HANDLERS: readonly Handler[] = [lookUpStock, adjustStock, receiveStock, countStock];
