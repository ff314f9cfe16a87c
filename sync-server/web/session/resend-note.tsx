import { useMutation } from '@tanstack/react-query';
import { MailCheck, MailWarning } from 'lucide-react';
import { Button } from '#shared/ui/button.tsx';
import { Note } from '#shared/ui/note.tsx';
import { resendVerificationEndpoint } from '#shared/api/auth-endpoints.ts';
import { useOffice } from '../client/office-context.ts';
import { useSay } from '../words/words.ts';
import { accountFault } from './form-faults.ts';

/** The e-mail was not confirmed yet: says so, and sends the message once more. */
export function ResendNote({ email }: { readonly email: string }) {
  const say = useSay();
  const { call } = useOffice();
  const resend = useMutation({ mutationFn: () => call(resendVerificationEndpoint, { body: { email } }) });
  if (resend.isSuccess) {
    return (
      <Note tone="good" icon={MailCheck} role="status">
        {say('resent', { email })}
      </Note>
    );
  }
  return (
    <Note
      tone="warn"
      icon={MailWarning}
      role="alert"
      title={say('email_unverified_title')}
      actions={
        <Button isPending={resend.isPending} onPress={() => resend.mutate()}>
          {say('resend')}
        </Button>
      }
    >
      {resend.isError ? accountFault(resend.error, say) : say('email_unverified_do', { email })}
    </Note>
  );
}
