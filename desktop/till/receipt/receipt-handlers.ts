import type { Handler } from '../store/handler.ts';
import { reprintReceipt } from './reprint-receipt.ts';
import { sendReceipt } from './send-receipt.ts';
import { showLogo } from './show-logo.ts';
import { showReceipt } from './show-receipt.ts';

export const RECEIPT_HANDLERS: readonly Handler[] = [showReceipt, showLogo, reprintReceipt, sendReceipt];
