import type { Handler } from '../store/handler.ts';
import { closeShift } from './close-shift.ts';
import { moveCash, openDrawer } from './move-cash.ts';
import { openShift } from './open-shift.ts';
import { currentShift, xReport } from './show-shift.ts';

export const DRAWER_HANDLERS: readonly Handler[] = [currentShift, openShift, xReport, closeShift, moveCash, openDrawer];
