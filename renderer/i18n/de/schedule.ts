import type { Catalogue } from '../en.ts';

export const schedule: Catalogue['schedule'] = {
  purpose:
    'Wann freigegebene Kopien hinausgehen, für jedes Konto. Eine Zeit, die für eine einzelne Kopie gewählt ist, hat Vorrang.',
  accounts: 'Konten',
  empty: 'Ein Zeitplan braucht ein verbundenes Konto zum Veröffentlichen.',
  everyDay: 'Täglich',
  timing: {
    title: 'Wann eine freigegebene Kopie hinausgeht',
    word: { at_once: 'Gleich', next_slot: 'Nächster freier Termin' },
    at_once: 'Nach den Sekunden, in denen sich ein Ja zurücknehmen lässt.',
    next_slot: 'Zur nächsten der Zeiten unten, für die noch nichts geplant ist.',
  },
  week: {
    slots: 'Termine: {{slots}}.',
    quiet: 'Ruhe von {{from}} bis {{to}}.',
  },
  slots: {
    title: 'Termine',
    none: 'Noch ist kein Termin festgelegt.',
    add: 'Termin hinzufügen',
    days: 'Tage des Termins {{slot}}',
    time: 'Uhrzeit des Termins {{slot}}',
    remove: 'Termin {{slot}} entfernen',
  },
  quiet: {
    title: 'Ruhezeit',
    why: 'In diesen Stunden geht nichts von selbst hinaus. Es wartet, bis sie enden.',
    from: 'Von',
    to: 'Bis',
  },
  limits: {
    title: 'Wie viel',
    none: 'beliebig',
    spacing: 'Zwischen zweien mindestens',
    day: 'Am Tag höchstens',
    crossposts_one: 'Kopie',
    crossposts_other: 'Kopien',
    month: 'Im Monat höchstens',
    dollars_one: 'Dollar',
    dollars_other: 'Dollar',
    monthWhy:
      '{{network}} berechnet, was Crosstie dort abfragt und veröffentlicht. An der Grenze wartet beides auf den nächsten Monat.',
  },
  zone: {
    title: 'Zeitzone',
    machine: 'Wie dieser Rechner ({{zone}})',
    show: 'Zeitzonen zeigen',
  },
  note: {
    noSlot: 'Noch gibt es keinen Termin, also auch keinen nächsten. Ein Termin unten genügt.',
    quietSlot: 'Ein Termin in der Ruhezeit wird nicht genutzt.',
  },
};
