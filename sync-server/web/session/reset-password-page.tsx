import { useMutation } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { resetPasswordEndpoint } from '#shared/api/password-endpoints.ts';
import { Button } from '#shared/ui/button.tsx';
import { Note } from '#shared/ui/note.tsx';
import { ApiFault } from '../client/api-fault.ts';
import { useOffice } from '../client/office-context.ts';
import { LINK } from '../parts/link-look.ts';
import { useSay } from '../words/words.ts';
import { AccountForm, AccountFrame } from './account-frame.tsx';
import { accountFault, newPasswordFault } from './form-faults.ts';
import { PasswordField } from './password-field.tsx';

const route = getRouteApi('/reset-password/$token');

/** Opened from the message: takes the new password, and leads to the sign-in. */
export function ResetPasswordPage() {
  const say = useSay();
  const { call } = useOffice();
  const { token } = route.useParams();
  const [password, setPassword] = useState('');
  const [isTried, setIsTried] = useState(false);
  const reset = useMutation({
    mutationFn: () => call(resetPasswordEndpoint, { params: { token }, body: { password } }),
  });
  const send = (): void => {
    setIsTried(true);
    if (newPasswordFault(password, say) === undefined && !reset.isPending) reset.mutate();
  };
  if (reset.isSuccess) {
    return (
      <AccountFrame title={say('reset_done_title')} sub={say('reset_done_do')}>
        <Link to="/sign-in" className={LINK}>
          {say('sign_in_link')}
        </Link>
      </AccountFrame>
    );
  }
  if (reset.error instanceof ApiFault && reset.error.code === 'token_invalid') {
    return (
      <AccountFrame title={say('verify_failed_title')} sub={say('reset_failed_do')}>
        <Link to="/forgot-password" className={LINK}>
          {say('forgot_again')}
        </Link>
      </AccountFrame>
    );
  }
  return (
    <AccountFrame title={say('reset_title')} sub={say('reset_sub')}>
      {reset.error !== null && (
        <Note tone="bad" icon={CircleAlert} role="alert">
          {accountFault(reset.error, say)}
        </Note>
      )}
      <AccountForm onSend={send}>
        <PasswordField
          isNew
          value={password}
          onChange={setPassword}
          help={say('password_help')}
          error={isTried ? newPasswordFault(password, say) : undefined}
        />
        <Button type="submit" rank="primary" scale="choice" isPending={reset.isPending}>
          {say('reset_do')}
        </Button>
      </AccountForm>
    </AccountFrame>
  );
}
