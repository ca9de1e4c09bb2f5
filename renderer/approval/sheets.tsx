import { assertNever } from '../../contract/errors.ts';
import { ByHandSheet } from './by-hand-sheet.tsx';
import { OfferSheet } from './offer-sheet.tsx';
import { TakeBackSheet } from './take-back-sheet.tsx';
import { useCardActions } from './use-actions.ts';

/** The sheet that is open over the window. It outlives the post that it is about leaving the list. */
export function OpenSheets() {
  const { sheet, closeSheet } = useCardActions();
  switch (sheet?.kind) {
    case undefined:
      return null;
    case 'by_hand':
      return <ByHandSheet crosspost={sheet.crosspost} onClose={closeSheet} />;
    case 'take_back':
      return <TakeBackSheet detail={sheet.detail} onClose={closeSheet} />;
    case 'offer':
      return <OfferSheet answer={sheet.answer} detail={sheet.detail} onClose={closeSheet} />;
    default:
      return assertNever(sheet);
  }
}
