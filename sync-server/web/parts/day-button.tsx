import { Calendar, ChevronDown } from 'lucide-react';
import { useRef } from 'react';
import type { BusinessDate } from '#shared/base/time.ts';
import { Button } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';

type DayButtonProps = {
  /** Read aloud: "Day". */
  readonly label: string;
  readonly shown: string;
  readonly day: BusinessDate;
  readonly latest: BusinessDate;
  readonly onChoose: (day: BusinessDate) => void;
  /** Only the icon is seen. */
  readonly isBare?: boolean;
};

/** A button that opens the device's own calendar, which every phone's owner knows. */
export function DayButton({ label, shown, day, latest, onChoose, isBare = false }: DayButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <span className="relative inline-flex">
      <input
        ref={input}
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        value={day}
        max={latest}
        onChange={(event) => event.target.value !== '' && event.target.value <= latest && onChoose(event.target.value)}
        className="pointer-events-none absolute inset-0 opacity-0"
      />
      <Button
        rank={isBare ? 'quiet' : 'plain'}
        square={isBare}
        aria-label={`${label}: ${shown}`}
        onPress={() => input.current?.showPicker()}
      >
        <Icon of={Calendar} size={isBare ? 'normal' : 'small'} />
        {!isBare && shown}
        {!isBare && <Icon of={ChevronDown} size="small" />}
      </Button>
    </span>
  );
}
