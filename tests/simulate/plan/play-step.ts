import { killOffice } from '../world/office-falls.ts';
import {
  backUpOffice,
  backUpTill,
  cloneTill,
  fillTillDisk,
  restoreOffice,
  restoreTill,
  revokeTill,
} from './disaster-steps.ts';
import { approveWaiting } from './approve.ts';
import { deployOffice, updateTill } from './deploy-steps.ts';
import { lookAround } from './look-around.ts';
import type { SimTill } from '../world/machine.ts';
import { strike } from '../world/world.ts';
import type { Step } from './plan.ts';
import type { Run } from './run.ts';
import { clear, refund, scan, sell, voidInWeb } from './sale-steps.ts';
import {
  adjustGoods,
  closeShift,
  countGoods,
  editCustomerInWeb,
  editInWeb,
  moveCash,
  openShift,
  receiveGoods,
  saveCustomer,
} from './work-steps.ts';

/** Does one step of a plan and says what came of it. */
export async function playStep(run: Run, step: Step): Promise<void> {
  const { world } = run;
  const till = 'till' in step ? world.tills.find(({ place }) => place.number === step.till) : undefined;
  if ('till' in step && till === undefined) return;
  const said = till === undefined ? await playForAll(run, step) : await playAt(run, till, step);
  world.trace.say(`${till?.name ?? 'web'} ${step.kind}: ${said}`);
  if (till !== undefined) await lookAround(run, till);
}

async function playForAll(run: Run, step: Step): Promise<string> {
  switch (step.kind) {
    case 'web_price':
    case 'web_name':
      return editInWeb(run, step);
    case 'web_customer':
      return editCustomerInWeb(run, step);
    case 'web_void':
      return voidInWeb(run, step);
    case 'approve':
      return approveWaiting(run, step.business);
    case 'deploy':
      strike(run.world, 'deploy', 'any');
      return deployOffice(run, step);
    case 'office_kill':
      strike(run.world, 'office_kill', 'any');
      killOffice(run.world, step.downMs);
      return 'down';
    case 'office_backup':
      return backUpOffice(run);
    case 'office_restore':
      strike(run.world, 'office_restore', 'any');
      return restoreOffice(run, step);
    default:
      return 'not known';
  }
}

async function playAt(run: Run, till: SimTill, step: Step): Promise<string> {
  switch (step.kind) {
    case 'sell':
      return sell(run, till, step);
    case 'scan':
      return scan(run, till, step);
    case 'clear':
      return clear(run, till);
    case 'refund':
      return refund(run, till, step);
    case 'count':
      return countGoods(run, till, step);
    case 'adjust':
      return adjustGoods(run, till, step);
    case 'receive':
      return receiveGoods(run, till, step);
    case 'customer':
      return saveCustomer(run, till, step);
    case 'shift_open':
      return openShift(run, till, step);
    case 'shift_close':
      return closeShift(run, till, step);
    case 'cash':
      return moveCash(run, till, step);
    default:
      return harm(run, till, step);
  }
}

async function harm(run: Run, till: SimTill, step: Step): Promise<string> {
  const { world } = run;
  if (step.kind !== 'message_fault' && step.kind !== 'partition') strike(world, step.kind, 'any');
  switch (step.kind) {
    case 'till_backup':
      return backUpTill(run, till);
    case 'till_restore':
      return restoreTill(run, till, step);
    case 'clone':
      return cloneTill(run, till);
    case 'revoke':
      return revokeTill(run, till);
    case 'till_update':
      return updateTill(run, till, step);
    case 'disk_full':
      return fillTillDisk(run, till, step);
    case 'message_fault':
      till.line.armed.push(step);
      return `${step.fault} ${step.message}`;
    case 'partition':
      strike(world, `partition_${step.way}`, 'any');
      return partition(run, till, step);
    case 'till_kill':
      till.kill();
      world.scheduler.after(step.downMs, () => void till.start());
      return 'down';
    case 'clock':
      till.skewMs += step.jumpMs;
      return String(step.jumpMs);
    default:
      return 'not known';
  }
}

function partition(run: Run, till: SimTill, step: Extract<Step, { kind: 'partition' }>): string {
  const { line } = till;
  const block = (isBlocked: boolean): void => {
    if (step.way === 'up' || step.way === 'both') line.isUpBlocked = isBlocked;
    if (step.way === 'down' || step.way === 'both') line.isDownBlocked = isBlocked;
    if (step.way === 'cable') line.hasCable = !isBlocked;
  };
  block(true);
  run.world.scheduler.after(step.forMs, () => {
    block(false);
    if (step.way === 'cable') till.networkReturns();
  });
  return `${step.way} for ${step.forMs}`;
}
