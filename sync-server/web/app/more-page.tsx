import { LogOut } from 'lucide-react';
import { Button } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { Person } from '#shared/ui/person.tsx';
import { Card } from '../parts/card.tsx';
import { Page } from '../parts/page.tsx';
import { useMe } from '../session/me-context.ts';
import { useSay } from '../words/words.ts';
import { initialsOf } from './initials.ts';
import { ThemeChoice } from './theme-choice.tsx';
import { useSignOut } from './use-sign-out.ts';

/** On a phone: who is signed in, light or dark, and the way out. */
export function MorePage() {
  const say = useSay();
  const me = useMe();
  const signOut = useSignOut();
  return (
    <Page title={say('more_title')}>
      <div className="grid w-full max-w-136 gap-4">
        <Card className="flex items-center gap-3 p-4">
          <Person initials={initialsOf(me.fullName)} size="large" />
          <div className="min-w-0">
            <b className="block truncate">{me.fullName}</b>
            <span className="block truncate text-sm text-muted">
              {me.role.name}, {me.business.name}
            </span>
            <span className="block truncate text-sm text-muted">{me.email}</span>
          </div>
        </Card>
        <Card className="grid gap-3 p-4">
          <h2 className="text-md">{say('theme')}</h2>
          <ThemeChoice />
        </Card>
        <Button full onPress={() => void signOut()}>
          <Icon of={LogOut} size="small" />
          {say('sign_out')}
        </Button>
      </div>
    </Page>
  );
}
