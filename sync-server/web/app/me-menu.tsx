import { LogOut } from 'lucide-react';
import { Button as PressButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { Button } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { Person } from '#shared/ui/person.tsx';
import { useMe } from '../session/me-context.ts';
import { useSay } from '../words/words.ts';
import { initialsOf } from './initials.ts';
import { ThemeChoice } from './theme-choice.tsx';
import { useSignOut } from './use-sign-out.ts';

/** Who is signed in, at the foot of the side bar; it opens light or dark and the way out. */
export function MeMenu() {
  const say = useSay();
  const me = useMe();
  const signOut = useSignOut();
  return (
    <DialogTrigger>
      <PressButton
        aria-label={say('me_menu', { name: me.fullName, role: me.role.name })}
        className="mt-auto flex items-center gap-2 rounded-sm px-2 py-2 text-left leading-tight hover:bg-hover active:bg-press"
      >
        <Person initials={initialsOf(me.fullName)} size="small" />
        <span className="min-w-0">
          <b className="block truncate">{me.fullName}</b>
          <span className="text-xs text-muted">{me.role.name}</span>
        </span>
      </PressButton>
      <Popover
        placement="top start"
        className="z-(--z-menu) rounded-lg border border-line bg-raised text-sm shadow-panel touch:text-md"
      >
        <Dialog aria-label={me.fullName} className="grid gap-3 p-3 outline-none">
          <span className="px-1 text-xs text-muted">{me.email ?? ''}</span>
          <ThemeChoice />
          <Button full onPress={() => void signOut()}>
            <Icon of={LogOut} size="small" />
            {say('sign_out')}
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
