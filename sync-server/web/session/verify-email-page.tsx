import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import { Button } from '#shared/ui/button.tsx';
import { Note } from '#shared/ui/note.tsx';
import { Skeleton } from '#shared/ui/skeleton.tsx';
import { ApiFault } from '../client/api-fault.ts';
import { verifyEmailEndpoint } from '#shared/api/auth-endpoints.ts';
import { useOffice } from '../client/office-context.ts';
import { LINK } from '../parts/link-look.ts';
import { useSay } from '../words/words.ts';
import { AccountFrame } from './account-frame.tsx';
import { accountFault } from './form-faults.ts';

const route = getRouteApi('/verify-email/$token');

/** Opened from the message: confirms the e-mail once, and leads to the sign-in. */
export function VerifyEmailPage() {
  const say = useSay();
  const { call } = useOffice();
  const { token } = route.useParams();
  // Opening the link is the whole act, so it is kept like a read: never sent twice for one token.
  const verify = useQuery({
    queryKey: [verifyEmailEndpoint.path, token],
    queryFn: async () => {
      await call(verifyEmailEndpoint, { params: { token } });
      return true;
    },
    staleTime: Infinity,
  });
  const signIn = (
    <Link to="/sign-in" className={LINK}>
      {say('sign_in_link')}
    </Link>
  );
  if (verify.isSuccess) {
    return (
      <AccountFrame title={say('verified_title')} sub={say('verified_do')}>
        {signIn}
      </AccountFrame>
    );
  }
  if (verify.error === null) {
    return (
      <AccountFrame title={say('verify_title')}>
        <Skeleton label={say('verify_busy')} bars={['h-5', 'h-5 w-2/3']} />
      </AccountFrame>
    );
  }
  const isUsed = verify.error instanceof ApiFault && verify.error.status >= 400 && verify.error.status < 500;
  if (isUsed) {
    return (
      <AccountFrame title={say('verify_failed_title')} sub={say('verify_failed_do')}>
        {signIn}
      </AccountFrame>
    );
  }
  return (
    <AccountFrame title={say('verify_title')}>
      <Note tone="bad" icon={CircleAlert} role="alert">
        {accountFault(verify.error, say)}
      </Note>
      <Button onPress={() => void verify.refetch()}>{say('try_again')}</Button>
    </AccountFrame>
  );
}
