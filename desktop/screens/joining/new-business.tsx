import { useQueryClient } from '@tanstack/react-query';
import { MailCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tillAdoptCall } from '#shared/till-calls/alone-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Note } from '#shared/ui/note.tsx';
import { OfficeField, isOffice } from '../parts/office-fields.tsx';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const EMAIL_MAX = 254;

function isRefused(notDone: NotDone | null, refusal: string): boolean {
  return notDone?.kind === 'refusal' && notDone.refusal === refusal;
}

/** The shop becomes a business of its own at an office; what is typed stays until the message's link was opened. */
export function NewBusiness({ onByCode }: { readonly onByCode: () => void }) {
  const { t } = useTranslation();
  const { send } = useTillClient();
  const queries = useQueryClient();
  const [officeUrl, setOfficeUrl] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const [notDone, setNotDone] = useState<NotDone | null>(null);
  const isEmail = EMAIL.test(email.trim());
  const ask = async () => {
    setWasSent(true);
    if (!isOffice(officeUrl) || !isEmail || password === '' || isSending) return undefined;
    setIsSending(true);
    const answer = await send(tillAdoptCall, { officeUrl: officeUrl.trim(), email: email.trim(), password });
    setIsSending(false);
    return answer.ok ? queries.invalidateQueries() : setNotDone(answer);
  };
  const waitsForMail = isRefused(notDone, 'email_unconfirmed');
  return (
    <form
      className="grid gap-3.5"
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <OfficeField value={officeUrl} onChange={setOfficeUrl} wasSent={wasSent} />
      <Field
        label={t('join.new.email')}
        type="email"
        inputMode="email"
        value={email}
        maxLength={EMAIL_MAX}
        onChange={setEmail}
        error={wasSent && !isEmail ? t('join.new.emailWrong') : undefined}
      />
      <Field
        label={t('join.new.password')}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        help={t('join.new.passwordHelp')}
        error={wasSent && password === '' ? t('join.new.passwordHelp') : undefined}
      />
      {waitsForMail ? (
        <Note tone="info" icon={MailCheck} role="status" title={t('join.mail.title', { email: email.trim() })}>
          {t('join.mail.help')}
        </Note>
      ) : (
        <WhyNote notDone={notDone} />
      )}
      {isRefused(notDone, 'business_exists') && (
        <Button full onPress={onByCode}>
          {t('join.byCode')}
        </Button>
      )}
      <Button type="submit" rank="primary" scale="choice" full isDisabled={isSending}>
        {t(isSending ? 'join.new.doing' : waitsForMail ? 'join.mail.do' : 'join.new.do')}
      </Button>
    </form>
  );
}
