import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleAlert, MailCheck } from 'lucide-react';
import { useState } from 'react';
import { forgotPasswordEndpoint } from '#shared/api/password-endpoints.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Note } from '#shared/ui/note.tsx';
import { useOffice } from '../client/office-context.ts';
import { LINK } from '../parts/link-look.ts';
import { useSay } from '../words/words.ts';
import { AccountForm, AccountFrame } from './account-frame.tsx';
import { accountFault, emailFault } from './form-faults.ts';

/** Asks for the message that leads to a new password. Never says whether the address has an account. */
export function ForgotPasswordPage() {
  const say = useSay();
  const { call } = useOffice();
  const [email, setEmail] = useState('');
  const [isTried, setIsTried] = useState(false);
  const ask = useMutation({
    mutationFn: (to: string) => call(forgotPasswordEndpoint, { body: { email: to } }),
  });
  const send = (): void => {
    setIsTried(true);
    if (emailFault(email, say) === undefined && !ask.isPending) ask.mutate(email.trim());
  };
  return (
    <AccountFrame
      title={say('forgot_title')}
      sub={say('forgot_sub')}
      foot={
        <Link to="/sign-in" className={LINK}>
          {say('sign_in_link')}
        </Link>
      }
    >
      {ask.isSuccess && (
        <Note tone="good" icon={MailCheck} role="status">
          {say('forgot_sent', { email: ask.variables })}
        </Note>
      )}
      {ask.error !== null && (
        <Note tone="bad" icon={CircleAlert} role="alert">
          {accountFault(ask.error, say)}
        </Note>
      )}
      <AccountForm onSend={send}>
        <Field
          label={say('email')}
          type="email"
          inputMode="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
          error={isTried ? emailFault(email, say) : undefined}
          maxLength={254}
        />
        <Button type="submit" rank="primary" scale="choice" isPending={ask.isPending}>
          {say('forgot_do')}
        </Button>
      </AccountForm>
    </AccountFrame>
  );
}
