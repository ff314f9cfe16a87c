import { useMutation } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { CircleAlert, MailCheck } from 'lucide-react';
import { Button } from '#shared/ui/button.tsx';
import { Note } from '#shared/ui/note.tsx';
import { resendVerificationEndpoint } from '#shared/api/auth-endpoints.ts';
import { useOffice } from '../client/office-context.ts';
import { LINK } from '../parts/link-look.ts';
import { useSay } from '../words/words.ts';
import { AccountFrame } from './account-frame.tsx';
import { accountFault } from './form-faults.ts';

const route = getRouteApi('/check-mail');

/** After registering: where the message is, and how to get another. */
export function CheckMailPage() {
  const say = useSay();
  const { call } = useOffice();
  const { email } = route.useSearch();
  const resend = useMutation({
    mutationFn: (to: string) => call(resendVerificationEndpoint, { body: { email: to } }),
  });
  return (
    <AccountFrame
      title={say('check_mail_title')}
      sub={email === undefined ? say('check_mail_none') : say('check_mail_do', { email })}
      foot={
        <Link to="/sign-in" className={LINK}>
          {say('sign_in_link')}
        </Link>
      }
    >
      <p className="text-muted">{say('check_mail_spam')}</p>
      {resend.isSuccess && (
        <Note tone="good" icon={MailCheck} role="status">
          {say('resent', { email: email ?? '' })}
        </Note>
      )}
      {resend.error !== null && (
        <Note tone="bad" icon={CircleAlert} role="alert">
          {accountFault(resend.error, say)}
        </Note>
      )}
      {email !== undefined && !resend.isSuccess && (
        <Button isPending={resend.isPending} onPress={() => resend.mutate(email)}>
          {say('resend')}
        </Button>
      )}
    </AccountFrame>
  );
}
