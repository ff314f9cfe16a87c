import type { Handler } from '../store/handler.ts';
import { reprintReceipt } from './reprint-receipt.ts';
import { showReceipt } from './show-receipt.ts';

export const RECEIPT_HANDLERS: readonly Handler[] = [showReceipt, reprintReceipt];
