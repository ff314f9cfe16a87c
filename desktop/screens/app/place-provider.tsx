import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { staffListCall, staffSignOutCall } from '#shared/till-calls/till-calls.ts';
import { Toast } from '#shared/ui/toast.tsx';
import { ChosenLineContext } from '../parts/chosen-line.tsx';
import { type OpenPanel, type Page, type Place, PlaceContext } from '../parts/place.tsx';
import { type Said, SayingContext } from '../parts/saying.tsx';
import { useTillClient } from '../till-client/till-context.tsx';

/** Where the cashier is, what is open over it, and the one toast. A new cashier begins at the sale. */
export function PlaceProvider({ children }: { readonly children: ReactNode }) {
  const { send } = useTillClient();
  const queries = useQueryClient();
  const [at, setAt] = useState<Page>({ page: 'sell' });
  const [panel, setPanel] = useState<OpenPanel | null>(null);
  const [lineId, choose] = useState<string | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const chosenLine = useMemo(() => ({ lineId, choose }), [lineId]);
  const place = useMemo<Place>(
    () => ({
      at,
      panel,
      go: (page) => {
        setPanel(null);
        setSaid(null);
        setAt(page);
        // In one column the window scrolls: a new page begins at its top.
        window.scrollTo(0, 0);
      },
      open: setPanel,
      close: () => setPanel(null),
      lock: () =>
        void send(staffSignOutCall, {}).then(() => queries.invalidateQueries({ queryKey: [staffListCall.name] })),
    }),
    [at, panel, send, queries],
  );
  return (
    <PlaceContext value={place}>
      <SayingContext value={setSaid}>
        <ChosenLineContext value={chosenLine}>{children}</ChosenLineContext>
        {said !== null && (
          <div className="fixed bottom-18 left-4 z-(--z-toast) small:bottom-32">
            <Toast
              key={said.message}
              message={said.message}
              onGone={() => setSaid(null)}
              actions={[said.next, said.action]
                .filter((action) => action !== undefined)
                .map((action) => ({
                  ...action,
                  onPress: () => {
                    setSaid(null);
                    action.onPress();
                  },
                }))}
            />
          </div>
        )}
      </SayingContext>
    </PlaceContext>
  );
}
