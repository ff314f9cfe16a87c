import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { staffListCall, tillStateCall } from '#shared/till-calls/till-calls.ts';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { SessionContext, TillStateContext } from '../parts/till-facts.tsx';
import { FillingScreen } from '../sign-in/filling-screen.tsx';
import { FirstRunScreen } from '../first-run/first-run-screen.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { PlaceProvider } from './place-provider.tsx';
import { Pages } from './pages.tsx';
import { useHasJoined } from './use-join-watch.ts';

/** A till that is new or filling is asked again this often; pushes do the rest. */
const ASK_AGAIN_MS = 2000;

/** Whose till this is decides what is shown: first run, filling, or the shop's pages. */
export function App() {
  const { t } = useTranslation();
  const { value: till, notDone } = useTillQuery(
    tillStateCall,
    {},
    { everyMs: (state) => (state?.state === 'ready' ? false : ASK_AGAIN_MS) },
  );
  const isReady = till?.state === 'ready';
  const { value: staff } = useTillQuery(staffListCall, {}, { isOn: isReady });
  const hasJoined = useHasJoined(till?.isAlone, (staff?.session ?? null) !== null);
  if (till === undefined) {
    return notDone === null ? null : (
      <main className="grid min-h-dvh place-items-center">
        <EmptyState icon={CircleAlert} title={t('app.noTill')}>
          {t('app.noTillHelp')}
        </EmptyState>
      </main>
    );
  }
  if (till.state === 'new') return <FirstRunScreen />;
  if (till.state === 'filling') return <FillingScreen storeName={till.storeName} filledRows={till.filledRows} />;
  if (staff === undefined) return null;
  return (
    <TillStateContext value={till}>
      <SessionContext value={staff.session}>
        <PlaceProvider key={staff.session?.userId ?? 'nobody'}>
          <Pages isSignedIn={staff.session !== null} hasJoined={hasJoined} />
        </PlaceProvider>
      </SessionContext>
    </TillStateContext>
  );
}
