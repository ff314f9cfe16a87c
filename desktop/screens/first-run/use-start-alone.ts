import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { tillStartAloneCall } from '#shared/till-calls/alone-calls.ts';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { machineZone } from './places.ts';
import { type DraftField, type StartDraft, inCountry, newDraft, shopOf, wrongIn } from './start-draft.ts';

export type StartAlone = {
  readonly draft: StartDraft;
  readonly set: (change: Partial<StartDraft>) => void;
  readonly chooseCountry: (country: string) => void;
  readonly leave: (field: DraftField) => void;
  /** Why a field needs another look; a field that nobody has left yet is let be. */
  readonly wrongAt: (field: DraftField) => 'missing' | 'bad' | undefined;
  /** How many fields did, when it was last tried. */
  readonly wrongCount: number;
  readonly isStarting: boolean;
  readonly refused: NotDone | null;
  readonly start: () => void;
};

/** What is typed in for a shop that begins on this machine, and beginning it. */
export function useStartAlone(): StartAlone {
  const { send } = useTillClient();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => newDraft(machineZone()));
  const [left, setLeft] = useState<ReadonlySet<DraftField>>(new Set());
  const [wasTried, setWasTried] = useState(false);
  const [isStarting, setIsStarting] = useState(false);
  const [refused, setRefused] = useState<NotDone | null>(null);
  const wrong = wrongIn(draft);
  const start = async () => {
    setWasTried(true);
    setRefused(null);
    if (wrong.size > 0 || isStarting) return undefined;
    setIsStarting(true);
    const answer = await send(tillStartAloneCall, shopOf(draft));
    setIsStarting(false);
    return answer.ok ? queries.invalidateQueries() : setRefused(answer);
  };
  return {
    draft,
    set: (change) => setDraft({ ...draft, ...change }),
    chooseCountry: (country) => setDraft(inCountry(draft, country, machineZone())),
    leave: (field) => setLeft(new Set([...left, field])),
    wrongAt: (field) => {
      const why = wrong.get(field);
      // An empty field that was passed by is seen when the whole is tried.
      return wasTried || (why === 'bad' && left.has(field)) ? why : undefined;
    },
    wrongCount: wasTried ? wrong.size : 0,
    isStarting,
    refused,
    start: () => void start(),
  };
}
