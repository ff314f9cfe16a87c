import { useQueryClient } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tillEnrolCall, tillStateCall } from '#shared/till-calls/till-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Mark } from '#shared/ui/mark.tsx';
import { Note } from '#shared/ui/note.tsx';
import { refusalWords } from '../words/refusal-words.ts';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';

const CODE = /^[2-9A-HJ-NP-Z]{4}-?[2-9A-HJ-NP-Z]{4}$/i;
/** Before a shop is known, nothing is written in its currency; any rules do. */
const PLAIN_RULES = { locale: 'en', currency: 'USD', timeZone: 'UTC' };

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** The first three minutes of a till: the office's address and a code from the owner's app make it a till of the shop. */
export function FirstRunScreen() {
  const { t } = useTranslation();
  const { send } = useTillClient();
  const queries = useQueryClient();
  const [officeUrl, setOfficeUrl] = useState('');
  const [code, setCode] = useState('');
  const [left, setLeft] = useState<ReadonlySet<'officeUrl' | 'code'>>(new Set());
  const [refused, setRefused] = useState<NotDone | null>(null);
  const isRight = isAddress(officeUrl) && CODE.test(code.trim());
  const enrol = async () => {
    if (!isRight) return setLeft(new Set(['officeUrl', 'code']));
    const answer = await send(tillEnrolCall, { officeUrl: officeUrl.trim(), code: code.trim() });
    if (!answer.ok) return setRefused(answer);
    queries.setQueryData([tillStateCall.name, {}], answer.value);
    return queries.invalidateQueries();
  };
  const leave = (field: 'officeUrl' | 'code') => setLeft(new Set([...left, field]));
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <form
        className="grid w-full max-w-112 gap-4 rounded-lg border border-line bg-surface p-6"
        onSubmit={(event) => {
          event.preventDefault();
          void enrol();
        }}
      >
        <Mark className="size-12" />
        <div>
          <h1 className="mb-1">{t('firstRun.title')}</h1>
          <p className="text-muted">{t('firstRun.help')}</p>
        </div>
        <Field
          label={t('firstRun.office')}
          value={officeUrl}
          onChange={setOfficeUrl}
          onBlur={() => leave('officeUrl')}
          inputMode="url"
          placeholder="https://shop.example.com"
          error={
            left.has('officeUrl') && officeUrl !== '' && !isAddress(officeUrl) ? t('firstRun.officeWrong') : undefined
          }
        />
        <Field
          label={t('firstRun.code')}
          value={code}
          onChange={(typed) => setCode(typed.toUpperCase())}
          onBlur={() => leave('code')}
          placeholder="7F3K-22QD"
          maxLength={12}
          help={t('firstRun.codeHelp')}
          error={left.has('code') && code !== '' && !CODE.test(code.trim()) ? t('firstRun.codeWrong') : undefined}
        />
        {refused !== null && (
          <Note tone="bad" icon={CircleAlert} role="alert">
            {refusalWords(refused, t, PLAIN_RULES)}
          </Note>
        )}
        <Button type="submit" rank="primary" scale="choice" full isDisabled={officeUrl === '' || code === ''}>
          {t('firstRun.begin')}
        </Button>
      </form>
    </main>
  );
}
