import type { Catalogue } from '../en.ts';

export const privacy: Catalogue['privacy'] = {
  purpose:
    'Was eine Kopie zeigen und verraten darf. Ein Schalter lässt sich für alles, für ein Konto und für eine Route stellen: Es zählt die strengste von allen Einstellungen.',
  group: { carried: 'Was kopiert wird', files: 'Was Bilder verraten', words: 'Wörter und Kennzeichen' },
  choice: { no: 'Nein', ask: 'Fragen', yes: 'Ja', always: 'Immer', asSource: 'Wie das Original' },
  asOtherwise: 'Wie sonst ({{choice}})',
  counts: 'Es zählt {{choice}}: Das ist strenger.',
  stricter: 'Strenger für {{what}}',
  stricterAccounts_one: '{{count}} Konto',
  stricterAccounts_other: '{{count}} Konten',
  stricterRoutes_one: '{{count}} Route',
  stricterRoutes_other: '{{count}} Routen',
  toggle: {
    carryNotPublic: {
      title: 'Nicht öffentliche Beiträge kopieren',
      why: 'Bei Nein wird angehalten, was für Follower, für wenige oder nicht gelistet ist. Bei Ja wird es dorthin kopiert, wo es nicht mehr Menschen sehen.',
    },
    carryStories: {
      title: 'Storys kopieren',
      why: 'Eine Story ist nach einem Tag weg, die Kopie bleibt. Bei Nein wird sie angehalten.',
    },
    carryTagged: {
      title: 'Beiträge mit markierten Personen kopieren',
      why: 'Markierte Personen wollen ein Bild vielleicht nicht anderswo sehen. Bei Fragen wartet es in jedem Modus auf ein Ja, bei Nein wird es angehalten.',
    },
    carryPlace: {
      title: 'Den genannten Ort mit kopieren',
      why: 'Bei Nein nennt die Kopie den Ort nicht.',
    },
    stripLocation: {
      title: 'Aufnahmeort entfernen',
      why: 'Eine Bild- oder Videodatei kann den Ort auf wenige Meter verraten. Bei Ja tut es die Datei der Kopie nicht.',
    },
    stripMetadata: {
      title: 'Alles andere entfernen, was eine Datei verrät',
      why: 'Kamera, Programme, Zeiten und Ähnliches. Urheber und Rechte haben einen eigenen Schalter.',
    },
    keepCredit: {
      title: 'Urheber und Rechte behalten',
      why: 'Die Felder, die sagen, wer ein Bild gemacht und wer die Rechte hat, bleiben in der Datei der Kopie.',
    },
    plainMentions: {
      title: '@Erwähnungen zu Namen machen',
      why: 'Derselbe Handle kann anderswo jemand anderem gehören. Bei Ja wird niemand aus Versehen erwähnt.',
    },
    markSensitive: {
      title: 'Bilder als heikel kennzeichnen',
      why: 'Bei „Wie das Original“ trägt eine Kopie das Kennzeichen, wenn das Original es trägt; bei Immer jede mit Bildern, wo das Netzwerk eines hat.',
    },
  },
  duplicates: {
    title: 'Doppeltes',
    why: 'Fragen, bevor dasselbe Bild oder fast dieselben Worte noch einmal an ein Konto gehen. Bei 0 sieht Crosstie nicht nach.',
    within: 'Innerhalb von',
  },
  accounts: {
    title: 'Für ein Konto allein',
    purpose: 'Ein Konto kann strenger sein als das, was für alles gilt, als Quelle wie als Ziel.',
    none: 'Noch ist kein Konto verbunden.',
  },
  originals: {
    open: 'Eine Frage ist offen',
    question: 'Wer sieht die Beiträge von {{handle}}?',
    word: { not_said: 'Nicht angegeben', public: 'Alle', followers: 'Nur Follower' },
    not_said: 'Jede Kopie trägt eine Warnung und wartet deshalb auf ein Ja.',
    public: 'Das Profil ist für alle offen.',
    followers: 'Das Profil ist privat, also gelten seine Beiträge als nicht öffentlich.',
    why: '{{network}} verrät über seine Schnittstelle nicht, ob ein Profil privat ist.',
  },
};
