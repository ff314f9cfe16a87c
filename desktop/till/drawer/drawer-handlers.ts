import type { Handler } from '../store/handler.ts';
import { addExpensePhoto } from './add-expense-photo.ts';
import { closeShift } from './close-shift.ts';
import { currentShift } from './current-shift.ts';
import { listExpenses } from './list-expenses.ts';
import { moveCash } from './move-cash.ts';
import { openDrawer } from './open-drawer.ts';
import { openShift } from './open-shift.ts';
import { listPastShifts } from './list-past-shifts.ts';
import { printShift } from './print-shift.ts';
import { recordExpense } from './record-expense.ts';
import { takeBackExpense } from './take-back-expense.ts';
import { xReport } from './x-report.ts';
import { zReport } from './z-report.ts';

export const DRAWER_HANDLERS: readonly Handler[] = [
  currentShift,
  openShift,
  xReport,
  zReport,
  listPastShifts,
  printShift,
  closeShift,
  moveCash,
  openDrawer,
  listExpenses,
  recordExpense,
  takeBackExpense,
  addExpensePhoto,
];
