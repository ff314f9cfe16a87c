import { useMutation } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { enrolmentCodeEndpoint } from '#shared/api/store-endpoints.ts';
import { Button } from '#shared/ui/button.tsx';
import { Note } from '#shared/ui/note.tsx';
import { Skeleton } from '#shared/ui/skeleton.tsx';
import { useOffice } from '../client/office-context.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { useNowMs } from '../parts/use-now-ms.ts';
import { accountFault } from '../session/form-faults.ts';
import { useSay } from '../words/words.ts';
import { codeGroups, timeLeft } from './code-words.ts';

const SECOND_MS = 1000;

type CodePanelProps = {
  readonly storeId: string;
  readonly storeName: string;
  /** The till whose place the new one takes. */
  readonly replaces: { readonly id: string; readonly name: string } | null;
  readonly onClose: () => void;
};

/** A one-time code in large letters, and how long it is good for. */
export function CodePanel({ storeId, storeName, replaces, onClose }: CodePanelProps) {
  const say = useSay();
  const { call } = useOffice();
  const make = useMutation({
    mutationFn: () =>
      call(enrolmentCodeEndpoint, {
        params: { id: storeId },
        body: replaces === null ? {} : { replaces: replaces.id },
      }),
  });
  const { mutate } = make;
  // Opening the panel is what asks for the code.
  useEffect(() => mutate(), [mutate]);
  const made = make.data?.data;
  return (
    <SidePanel
      title={
        replaces === null ? say('code_title', { store: storeName }) : say('code_title_replace', { till: replaces.name })
      }
      onClose={onClose}
    >
      {make.error !== null && (
        <Note
          tone="bad"
          icon={CircleAlert}
          role="alert"
          actions={<Button onPress={() => mutate()}>{say('try_again')}</Button>}
        >
          {accountFault(make.error, say)}
        </Note>
      )}
      {make.isPending && <Skeleton label={say('code_busy')} bars={['h-14', 'h-5 w-2/3']} />}
      {made !== undefined && !make.isPending && (
        <CodeShown code={made.code} expiresAt={made.expiresAt} onAgain={() => mutate()} />
      )}
    </SidePanel>
  );
}

function CodeShown({
  code,
  expiresAt,
  onAgain,
}: {
  readonly code: string;
  readonly expiresAt: string;
  readonly onAgain: () => void;
}) {
  const say = useSay();
  const nowMs = useNowMs(SECOND_MS);
  const left = timeLeft(Date.parse(expiresAt) - nowMs);
  if (left === null) {
    return (
      <>
        <p role="status">{say('code_gone')}</p>
        <Button rank="primary" onPress={onAgain}>
          {say('code_again')}
        </Button>
      </>
    );
  }
  return (
    <>
      <p className="text-muted">{say('code_do')}</p>
      <output
        aria-label={say('code_label', { letters: Array.from(code).join(' ') })}
        className="rounded-md border border-line bg-sunken py-5 text-center font-mono text-3xl font-semi tracking-[0.08em] select-all"
      >
        {codeGroups(code)}
      </output>
      <p className="tabular-nums" role="timer">
        {say('code_left', { time: left })}
      </p>
    </>
  );
}
