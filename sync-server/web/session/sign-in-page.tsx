import { useMutation } from '@tanstack/react-query';
import { Link, getRouteApi, useRouter } from '@tanstack/react-router';
import { CircleAlert, Clock } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Note } from '#shared/ui/note.tsx';
import { ApiFault } from '../client/api-fault.ts';
import { useOffice } from '../client/office-context.ts';
import { LINK } from '../parts/link-look.ts';
import { useSay } from '../words/words.ts';
import { AccountForm, AccountFrame } from './account-frame.tsx';
import { accountFault, emailFault } from './form-faults.ts';
import { PasswordField } from './password-field.tsx';
import { ResendNote } from './resend-note.tsx';

const route = getRouteApi('/sign-in');

/** Signs in with e-mail and password, and goes on to the page that was asked for. */
export function SignInPage() {
  const say = useSay();
  const office = useOffice();
  const router = useRouter();
  const { to, ended } = route.useSearch();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const [isTried, setIsTried] = useState(false);
  const [isCodeTried, setIsCodeTried] = useState(false);
  const signIn = useMutation({
    mutationFn: () => office.signIn(email.trim(), password, asksCode ? code.trim() : undefined),
    onError: (error) => setAsksCode(asksCode || isCodeNeeded(error)),
    onSuccess: () => router.history.push(to?.startsWith('/') === true && !to.startsWith('//') ? to : '/'),
  });
  const emailError = isTried ? emailFault(email, say) : undefined;
  const passwordError = isTried && password === '' ? say('need_password') : undefined;
  const send = (): void => {
    setIsTried(true);
    setIsCodeTried(asksCode);
    const isWhole = emailFault(email, say) === undefined && password !== '' && (!asksCode || code.trim() !== '');
    if (isWhole && !signIn.isPending) signIn.mutate();
  };
  return (
    <AccountFrame
      title={say('sign_in_title')}
      sub={say('sign_in_sub')}
      foot={
        <>
          {say('no_account')}
          <Link to="/register" className={LINK}>
            {say('register_link')}
          </Link>
        </>
      }
    >
      {ended === 'time' && signIn.isIdle && (
        <Note icon={Clock} role="status">
          {say('signed_out_by_time')}
        </Note>
      )}
      <SignInFault error={signIn.error} email={email.trim()} />
      <AccountForm onSend={send}>
        <Field
          label={say('email')}
          type="email"
          inputMode="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
          error={emailError}
          maxLength={254}
        />
        <PasswordField value={password} onChange={setPassword} error={passwordError} />
        {asksCode && <CodeField value={code} onChange={setCode} isMissing={isCodeTried && code.trim() === ''} />}
        <Link to="/forgot-password" className={`${LINK} justify-self-start`}>
          {say('forgot_link')}
        </Link>
        <Button type="submit" rank="primary" scale="choice" isPending={signIn.isPending}>
          {say(signIn.isPending ? 'sign_in_busy' : 'sign_in_do')}
        </Button>
      </AccountForm>
    </AccountFrame>
  );
}

/** Asked for once the office says that the account has a second factor. */
function CodeField({
  isMissing,
  ...field
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isMissing: boolean;
}) {
  const say = useSay();
  return (
    <Field
      label={say('code')}
      autoComplete="one-time-code"
      help={say('code_help')}
      error={isMissing ? say('need_code') : undefined}
      maxLength={40}
      {...field}
    />
  );
}

function SignInFault({ error, email }: { readonly error: Error | null; readonly email: string }) {
  const say = useSay();
  // What is missing is asked for below: nothing went wrong.
  if (error === null || isCodeNeeded(error)) return null;
  if (error instanceof ApiFault && error.code === 'email_unverified') return <ResendNote email={email} />;
  return (
    <Note tone="bad" icon={CircleAlert} role="alert">
      {accountFault(error, say)}
    </Note>
  );
}

function isCodeNeeded(error: Error): boolean {
  return error instanceof ApiFault && error.code === 'second_factor_needed';
}
