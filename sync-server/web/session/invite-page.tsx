import { useMutation } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { acceptInviteEndpoint } from '#shared/api/staffing-endpoints.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Note } from '#shared/ui/note.tsx';
import { ApiFault } from '../client/api-fault.ts';
import { useOffice } from '../client/office-context.ts';
import { LINK } from '../parts/link-look.ts';
import { useSay } from '../words/words.ts';
import { AccountForm, AccountFrame } from './account-frame.tsx';
import { accountFault, fieldFault, newPasswordFault, pinFieldFault } from './form-faults.ts';
import { PasswordField } from './password-field.tsx';

const route = getRouteApi('/invite/$token');

/** Opened from an invitation: takes a password and, where wanted, a PIN, and leads to the sign-in. */
export function InvitePage() {
  const say = useSay();
  const { call } = useOffice();
  const { token } = route.useParams();
  const [password, setPassword] = useState('');
  const [pin, setPin] = useState('');
  const [isTried, setIsTried] = useState(false);
  const accept = useMutation({
    mutationFn: () =>
      call(acceptInviteEndpoint, { params: { token }, body: { password, ...(pin === '' ? {} : { pin }) } }),
  });
  const passwordFault = newPasswordFault(password, say) ?? fieldFault(accept.error, 'password');
  const pinFault = pinFieldFault(pin, say) ?? fieldFault(accept.error, 'pin');
  const send = (): void => {
    setIsTried(true);
    const isSound = newPasswordFault(password, say) === undefined && pinFieldFault(pin, say) === undefined;
    if (isSound && !accept.isPending) accept.mutate();
  };
  if (accept.isSuccess) return <Outcome title={say('invite_done_title')} sub={say('invite_done_do')} />;
  if (accept.error instanceof ApiFault && accept.error.code === 'token_invalid')
    return <Outcome title={say('verify_failed_title')} sub={say('invite_failed_do')} />;
  return (
    <AccountFrame title={say('invite_title')} sub={say('invite_sub')}>
      {accept.error !== null && !isOfField(accept.error) && (
        <Note tone="bad" icon={CircleAlert} role="alert">
          {accountFault(accept.error, say)}
        </Note>
      )}
      <AccountForm onSend={send}>
        <PasswordField
          isNew
          value={password}
          onChange={setPassword}
          help={say('password_help')}
          error={isTried ? passwordFault : undefined}
        />
        <Field
          label={say('invite_pin')}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          value={pin}
          onChange={setPin}
          help={say('invite_pin_help')}
          error={isTried ? pinFault : undefined}
          maxLength={8}
        />
        <Button type="submit" rank="primary" scale="choice" isPending={accept.isPending}>
          {say('invite_do')}
        </Button>
      </AccountForm>
    </AccountFrame>
  );
}

function isOfField(error: Error): boolean {
  return fieldFault(error, 'password') !== undefined || fieldFault(error, 'pin') !== undefined;
}

function Outcome({ title, sub }: { readonly title: string; readonly sub: string }) {
  const say = useSay();
  return (
    <AccountFrame title={title} sub={sub}>
      <Link to="/sign-in" className={LINK}>
        {say('sign_in_link')}
      </Link>
    </AccountFrame>
  );
}
