import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tillJoinCall } from '#shared/till-calls/alone-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { CodeField, OfficeField, isCode, isOffice } from '../parts/office-fields.tsx';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import type { JoinState } from './use-joining.ts';

/** Asks a business that is there, by a code of its owner's. */
export function AskByCode({ onAsked }: { readonly onAsked: (state: JoinState) => void }) {
  const { t } = useTranslation();
  const { send } = useTillClient();
  const [officeUrl, setOfficeUrl] = useState('');
  const [code, setCode] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const [notDone, setNotDone] = useState<NotDone | null>(null);
  const ask = async () => {
    setWasSent(true);
    setNotDone(null);
    if (!isOffice(officeUrl) || !isCode(code) || isSending) return undefined;
    setIsSending(true);
    const answer = await send(tillJoinCall, { officeUrl: officeUrl.trim(), code: code.trim() });
    setIsSending(false);
    return answer.ok ? onAsked(answer.value) : setNotDone(answer);
  };
  return (
    <form
      className="grid gap-3.5"
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <OfficeField value={officeUrl} onChange={setOfficeUrl} wasSent={wasSent} />
      <CodeField value={code} onChange={setCode} wasSent={wasSent} />
      <WhyNote notDone={notDone} />
      <Button type="submit" rank="primary" scale="choice" full isDisabled={isSending}>
        {t(isSending ? 'join.there.doing' : 'join.there.do')}
      </Button>
    </form>
  );
}
