import type { Handler } from '../store/handler.ts';
import { changePin } from './change-pin.ts';
import { listPeople } from './list-people.ts';
import { listStaff } from './list-staff.ts';
import { saveStaff } from './save-staff.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';

export const STAFF_HANDLERS: readonly Handler[] = [listStaff, listPeople, saveStaff, changePin, signIn, signOut];
