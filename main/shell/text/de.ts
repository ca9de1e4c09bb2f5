import type { ShellText } from '../text.ts';
import { countedIn, timesIn } from './times.ts';

const counted = countedIn('de');

export const de: ShellText = {
  times: timesIn('de', 'gerade eben'),
  windows: { approval: 'Crosstie', settings: 'Crosstie – Einstellungen' },
  tooltip: {
    waiting: (count) => counted(count, { one: '# wartet auf Freigabe', other: '# warten auf Freigabe' }),
    offers: (count) => counted(count, { one: '# Original geändert', other: '# Originale geändert' }),
    nothingWaiting: 'Nichts wartet',
    problems: (count) => counted(count, { one: '# Problem', other: '# Probleme' }),
    checked: (ago) => `${ago} geprüft`,
    working: 'Bei der Arbeit',
    offline: 'Offline',
    clockIsWrong: 'Die Uhr geht falsch',
    pausedUntil: (time) => `Pause bis ${time}`,
    pausedForNow: 'Pause bis zum Fortsetzen',
  },
  menu: {
    waiting: (count) =>
      count === 0
        ? 'Nichts wartet auf Freigabe…'
        : counted(count, { one: '# wartet auf Freigabe…', other: '# warten auf Freigabe…' }),
    offers: (count) => counted(count, { one: '# Original wurde geändert…', other: '# Originale wurden geändert…' }),
    next: (title, network, time) => `Als Nächstes: „${title}“ → ${network}, ${time}`,
    last: (network, time) => `Zuletzt: bei ${network} veröffentlicht, ${time}`,
    clockIsWrong: 'Die Uhr dieses Rechners geht falsch, nichts wird gesendet…',
    checkNow: 'Jetzt prüfen',
    pause: 'Pause',
    pauseHour: '1 Stunde',
    pauseTomorrow: 'Bis morgen',
    pauseForNow: 'Bis zum Fortsetzen',
    resume: 'Fortsetzen',
    settings: 'Einstellungen…',
    quit: 'Crosstie beenden',
  },
  problem: {
    link_again: ({ name }) => `${name} muss neu verbunden werden`,
    wait: ({ name, until }) =>
      until === null ? `${name} bittet um eine Pause` : `${name} bittet um eine Pause bis ${until}`,
    try_again: ({ name }) => `${name} antwortet nicht, erneut versuchen`,
    open_network: ({ name }) => `${name} verlangt einen Blick in das Konto dort`,
    edit: ({ name }) => `${name} hat einen Beitrag nicht angenommen, Text bearbeiten`,
    settle: ({ name }) => `Nachsehen, ob der Beitrag bei ${name} ist`,
    raise_budget: ({ name }) => `${name} hat das gesetzte Monatslimit erreicht`,
    pay: ({ name }) => `${name} will bezahlt werden, bevor es mehr nimmt`,
    by_hand: ({ name }) => `Ein Beitrag für ${name} muss von Hand fertig werden`,
    keys: ({ name }) => `${name} kennt die Schlüssel der eigenen Entwickler-App nicht`,
    check_address: ({ name }) => `${name} ist unter der Adresse nicht zu finden, Adresse prüfen`,
    free_space: ({ name }) => `Für ${name} lässt sich nichts speichern, es fehlt Speicherplatz`,
    report: ({ name }) => `${name} ist auf einen Fehler in Crosstie gestoßen, siehe Protokoll`,
    none: ({ name }) => `${name} hat ein Problem, Grund ansehen`,
  },
  untitled: 'Ein Beitrag ohne Worte',
  notification: {
    waitingOne: 'Wartet auf Freigabe.',
    waitingTitle: (count) =>
      counted(count, { one: '# Beitrag wartet auf Freigabe', other: '# Beiträge warten auf Freigabe' }),
    waitingBody: 'Vor der Freigabe wird nichts veröffentlicht.',
    published: (network) => `Bei ${network} veröffentlicht.`,
    goesByItselfTitle: (count) =>
      counted(count, { one: '# Beitrag geht von selbst', other: '# Beiträge gehen von selbst' }),
    goesByItself: (time) => `Geht um ${time} ohne Rückfrage. Bis dahin lässt es sich anhalten.`,
    problem: 'Es geht nichts verloren. In Crosstie lässt es sich beheben.',
  },
  saveLedger: { title: 'Protokoll exportieren', kind: 'JSON-Lines-Datei' },
  signIn: {
    title: (network) => `Anmelden bei ${network}`,
    doneTitle: 'Zurück zu Crosstie',
    doneSentence: 'In Crosstie geht es weiter. Dieser Tab kann geschlossen werden.',
  },
  startup: {
    title: {
      newer: 'Diese Daten stammen von einer neueren Version von Crosstie',
      corrupt: 'Die Datenbank ist beschädigt',
      locked: 'Ein anderes Programm hat die Datenbank geöffnet',
      read_only: 'Die Datenbank ist nicht beschreibbar',
      disk_full: 'Der Datenträger ist voll',
      not_ours: 'Die Datenbankdatei stammt nicht von Crosstie',
      migration_failed: 'Die Aktualisierung der Datenbank ist nicht gelungen',
    },
    meaning: {
      newer: 'Es wurde nichts geändert. Mit der neueren Version lassen sie sich wieder öffnen.',
      corrupt:
        'Aus ihr wird nichts veröffentlicht, damit nichts doppelt hinausgeht. Die Sicherung kann an ihre Stelle treten.',
      locked: 'Es wurde nichts geändert. Das andere Programm schließen, dann Crosstie neu starten.',
      read_only: 'Es wurde nichts geändert. Schreibrechte für den Ordner erteilen, dann Crosstie neu starten.',
      disk_full: 'Es wurde nichts geändert. Platz schaffen, dann Crosstie neu starten.',
      not_ours: 'Es wurde nichts geändert. Die Datei verschieben, dann Crosstie neu starten.',
      migration_failed: 'Die Daten sind wie zuvor. Die bisherige Version von Crosstie kann sie weiter öffnen.',
    },
    file: (file) => `Datei: ${file}`,
    backup: (file) => `Sicherung: ${file}`,
    openFolder: 'Ordner öffnen',
    quit: 'Beenden',
  },
  appMenu: {
    file: 'Ablage',
    edit: 'Bearbeiten',
    window: 'Fenster',
    hide: 'Crosstie ausblenden',
    hideOthers: 'Andere ausblenden',
    close: 'Fenster schließen',
    undo: 'Widerrufen',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einsetzen',
    selectAll: 'Alles auswählen',
    minimize: 'Im Dock ablegen',
  },
};
