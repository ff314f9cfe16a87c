import { HardDrive, KeyRound, type LucideIcon, UserCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EnrolForm } from '../parts/enrol-form.tsx';
import { usePlace } from '../parts/place.tsx';
import { PointList } from '../parts/point-list.tsx';
import { SheetFrame } from '../parts/sheet-frame.tsx';
import { TwoColumns } from '../parts/sheet.tsx';
import { useTillState } from '../parts/till-facts.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';

const FRESH = { icon: UserCheck, words: 'sync.again.fresh' } as const;
const SAFE = { icon: HardDrive, words: 'sync.again.safe' } as const;
/** A till that was taken out can't be replaced any more. */
const POINTS = {
  revoked: [FRESH, SAFE],
  unknown: [{ icon: KeyRound, words: 'sync.again.replace' }, FRESH, SAFE],
} as const satisfies Record<string, readonly { readonly icon: LucideIcon; readonly words: string }[]>;

/** A machine that the office knows no more becomes a till again by a code, with what it still holds. */
export function ConnectAgainScreen({ isSignedIn }: { readonly isSignedIn: boolean }) {
  const { t } = useTranslation();
  const { go } = usePlace();
  const { warnings, officeUrl } = useTillState();
  const back = () => go({ page: isSignedIn ? 'sync' : 'sell' });
  const state = warnings.some(({ code }) => code === 'revoked') ? 'revoked' : 'unknown';
  useShortcuts({ Escape: back });
  return (
    <SheetFrame
      title={t('sync.again.title')}
      backWords={t('keys.back')}
      onBack={back}
      keys={[{ keyCap: 'Esc', words: t('keys.back'), onPress: back }]}
    >
      <TwoColumns
        workClassName="p-5"
        work={
          <section className="grid max-w-160 gap-4">
            <div>
              <h2 className="mb-1 text-xl">{t(`sync.states.${state}`)}</h2>
              <p className="text-muted">{t(`sync.statesHelp.${state}`)}</p>
            </div>
            <PointList points={POINTS[state].map(({ icon, words }) => ({ icon, words: t(words) }))} />
          </section>
        }
        decisionClassName="gap-3.5 p-5"
        decision={
          <>
            <p className="text-muted">{t('sync.again.help')}</p>
            <EnrolForm knownOffice={officeUrl} onEnrolled={() => go({ page: 'sell' })} />
          </>
        }
      />
    </SheetFrame>
  );
}
