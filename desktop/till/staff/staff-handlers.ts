import type { Handler } from '../store/handler.ts';
import { listStaff } from './list-staff.ts';
import { saveStaff } from './save-staff.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';

export const STAFF_HANDLERS: readonly Handler[] = [listStaff, saveStaff, signIn, signOut];
