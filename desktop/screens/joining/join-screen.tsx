import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Segments } from '#shared/ui/segments.tsx';
import { usePlace } from '../parts/place.tsx';
import { Sheet, TwoColumns } from '../parts/sheet.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { AskByCode } from './ask-by-code.tsx';
import { JoinPoints, type JoinWay } from './join-points.tsx';
import { JoinPlanTables } from './join-plan-tables.tsx';
import { JoinWaiting } from './join-waiting.tsx';
import { NewBusiness } from './new-business.tsx';
import { useJoining } from './use-joining.ts';

const WAYS: readonly JoinWay[] = ['new', 'there'];

/** A till that is alone becomes one of an office: of a new business, or of one that is there, which its owner confirms. */
export function JoinScreen() {
  const { t } = useTranslation();
  const { go } = usePlace();
  const [way, choose] = useState<JoinWay>('new');
  const [asksAnew, setAsksAnew] = useState(false);
  const { standing, took, askNow } = useJoining();
  const back = () => (asksAnew ? setAsksAnew(false) : go({ page: 'sync' }));
  const askAnew = () => {
    choose('there');
    setAsksAnew(true);
  };
  useShortcuts({ Escape: back });
  const isWaiting = standing?.isAsked === true && !asksAnew;
  return (
    <Sheet title={t('join.title')} onBack={back} keys={[{ keyCap: 'Esc', words: t('keys.back'), onPress: back }]}>
      {standing !== undefined && (
        <TwoColumns
          workClassName="p-5"
          work={isWaiting ? <JoinPlanTables plan={standing.plan} /> : <JoinPoints way={way} />}
          decisionClassName="gap-3.5 p-5"
          decision={
            isWaiting ? (
              <JoinWaiting standing={standing} onAskNow={askNow} onAnew={askAnew} />
            ) : (
              <>
                <Segments
                  label={t('join.how')}
                  isFull
                  choices={WAYS.map((value) => ({ value, words: t(`join.ways.${value}`) }))}
                  chosen={way}
                  onChoose={choose}
                />
                {way === 'new' ? (
                  <NewBusiness onByCode={() => choose('there')} />
                ) : (
                  <AskByCode
                    onAsked={(state) => {
                      took(state);
                      setAsksAnew(false);
                    }}
                  />
                )}
              </>
            )
          }
        />
      )}
    </Sheet>
  );
}
