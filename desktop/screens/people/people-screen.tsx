import { Building2, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { staffPeopleCall } from '#shared/till-calls/people-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { Note } from '#shared/ui/note.tsx';
import { FocusedPart } from '../parts/focused-part.tsx';
import { usePlace } from '../parts/place.tsx';
import { useSay } from '../parts/saying.tsx';
import { Sheet, TwoColumns } from '../parts/sheet.tsx';
import { useTillState } from '../parts/till-facts.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { WhyNote } from '../parts/why-note.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { PeopleList } from './people-list.tsx';
import type { Person } from './person-draft.ts';
import { PersonForm } from './person-form.tsx';

type Open = { readonly person: Person | null };

/** Who works here and what they may do; on a till of an office they are shown, and kept there. */
export function PeopleScreen() {
  const { t } = useTranslation();
  const { go } = usePlace();
  const say = useSay();
  const { isAlone } = useTillState();
  const { value, notDone } = useTillQuery(staffPeopleCall, {});
  const [opened, setOpened] = useState<Open | null>(null);
  const mayAdd = isAlone && value !== undefined;
  const add = () => (mayAdd ? setOpened({ person: null }) : undefined);
  const back = () => go({ page: 'sell' });
  const escape = () => (opened === null ? back() : setOpened(null));
  const saved = (name: string) => {
    say({ message: t(opened?.person === null ? 'people.added' : 'people.saved', { name }) });
    setOpened(null);
  };
  useShortcuts({ Escape: escape, F2: add });
  return (
    <Sheet
      title={t('people.title')}
      onBack={back}
      keys={[
        { keyCap: 'Esc', words: t(opened === null ? 'keys.backToSale' : 'people.backToList'), onPress: escape },
        { keyCap: 'F2', words: t('people.add'), onPress: add, isDisabled: !mayAdd },
      ]}
    >
      <TwoColumns
        workClassName="flex flex-col gap-3 p-5"
        work={
          <>
            <WhyNote notDone={notDone} />
            {value !== undefined && (
              <PeopleList
                people={value.people}
                chosenId={opened?.person?.id ?? null}
                {...(mayAdd ? { onChoose: (person: Person) => setOpened({ person }) } : {})}
              />
            )}
          </>
        }
        decisionClassName="gap-3 p-5"
        decision={<Beside opened={opened} mayAdd={mayAdd} onAdd={add} onSaved={saved} />}
      />
    </Sheet>
  );
}

type BesideProps = {
  readonly opened: Open | null;
  readonly mayAdd: boolean;
  readonly onAdd: () => void;
  readonly onSaved: (fullName: string) => void;
};

function Beside({ opened, mayAdd, onAdd, onSaved }: BesideProps) {
  const { t } = useTranslation();
  const { isAlone } = useTillState();
  if (!isAlone) return <Note icon={Building2}>{t('people.atOffice')}</Note>;
  if (!mayAdd) return null;
  if (opened !== null)
    return (
      <FocusedPart key={opened.person?.id ?? 'new'}>
        <PersonForm person={opened.person} onSaved={onSaved} />
      </FocusedPart>
    );
  return (
    <>
      <h2 className="text-lg">{t('people.begin')}</h2>
      <p className="text-sm text-muted">{t('people.beginHelp')}</p>
      <Button rank="primary" scale="choice" full onPress={onAdd}>
        <Icon of={Plus} />
        {t('people.add')}
        <KeyCap tone="inherit">F2</KeyCap>
      </Button>
    </>
  );
}
