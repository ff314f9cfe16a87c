import { type ReactNode, useState } from 'react';
import { BeginChoice, type Way } from './begin-choice.tsx';
import { ConnectScreen } from './connect-screen.tsx';
import { StartAloneScreen } from './start-alone-screen.tsx';

/** The first three minutes of a till: it becomes one of a shop with an office, or the whole shop. */
export function FirstRunScreen(): ReactNode {
  const [beginning, begin] = useState<Way | 'choose'>('choose');
  const back = () => begin('choose');
  switch (beginning) {
    case 'choose':
      return <BeginChoice onChoose={begin} />;
    case 'connect':
      return <ConnectScreen onBack={back} />;
    case 'alone':
      return <StartAloneScreen onBack={back} />;
  }
}
