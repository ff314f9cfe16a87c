import { useQueryClient } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tillEnrolCall, tillStateCall } from '#shared/till-calls/till-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Note } from '#shared/ui/note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { refusalWords } from '../words/refusal-words.ts';
import { NO_SHOP_RULES } from '../words/written-numbers.ts';
import { CodeField, OfficeField, isCode, isOffice } from './office-fields.tsx';

type EnrolFormProps = {
  /** The address of the office to which the till belonged. */
  readonly knownOffice?: string;
  readonly onEnrolled?: () => void;
};

/** The office's address and a code from the owner's app make this machine a till of the shop. */
export function EnrolForm({ knownOffice = '', onEnrolled }: EnrolFormProps) {
  const { t } = useTranslation();
  const { send } = useTillClient();
  const queries = useQueryClient();
  const [officeUrl, setOfficeUrl] = useState(knownOffice);
  const [code, setCode] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const [refused, setRefused] = useState<NotDone | null>(null);
  const enrol = async () => {
    setWasSent(true);
    setRefused(null);
    if (!isOffice(officeUrl) || !isCode(code)) return undefined;
    setIsSending(true);
    const answer = await send(tillEnrolCall, { officeUrl: officeUrl.trim(), code: code.trim() });
    setIsSending(false);
    if (!answer.ok) return setRefused(answer);
    queries.setQueryData([tillStateCall.name, {}], answer.value);
    onEnrolled?.();
    return queries.invalidateQueries();
  };
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void enrol();
      }}
    >
      <OfficeField value={officeUrl} onChange={setOfficeUrl} wasSent={wasSent} />
      <CodeField value={code} onChange={setCode} wasSent={wasSent} />
      {refused !== null && (
        <Note tone="bad" icon={CircleAlert} role="alert">
          {refusalWords(refused, t, NO_SHOP_RULES)}
        </Note>
      )}
      <Button type="submit" rank="primary" scale="choice" full isDisabled={isSending}>
        {t(isSending ? 'enrol.doing' : 'enrol.do')}
      </Button>
    </form>
  );
}
