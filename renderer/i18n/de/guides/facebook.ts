/** Wie sich jemand eine eigene App bei Meta für Facebook-Seiten anlegt. */
export const facebookGuide = {
  what: 'Facebook lässt Programme nur über eine App bei Meta auf einer Seite veröffentlichen, deshalb benutzt Crosstie eine eigene.',
  steps: [
    'Öffne die Entwicklerseite von Meta und lege eine App an. Der Name ist beliebig.',
    'Lass die App im Entwicklungsmodus. So funktioniert sie für die eigenen Seiten ohne eine Prüfung durch Meta.',
    'Füge ihr „Facebook Login“ hinzu. Im Entwicklungsmodus erlaubt Meta Adressen dieses Computers von selbst; wird doch nach einer gefragt, trage {{redirect}} ein.',
    'Füge ihr diese Berechtigungen hinzu: {{scopes}}',
    'Kopiere App-ID und App-Geheimcode aus den allgemeinen Einstellungen der App in die Felder hier und prüfe sie.',
    'Öffne die Anmeldung und wähle die Seiten, die Crosstie benutzen darf. Jede wird ein eigenes Konto.',
  ],
  costs: 'Nichts.',
  notes: [
    'Es ist nicht sicher, dass alle sehen, was eine App im Entwicklungsmodus veröffentlicht. Sieh den ersten Beitrag an, ohne bei Facebook angemeldet zu sein.',
    'Veröffentlicht werden kann nur auf Seiten. Für persönliche Profile und Gruppen hat Facebook keinen Weg.',
    'Beiträge einer Seite sind öffentlich. Ein kleineres Publikum, Inhaltswarnungen, Markierungen für heikle Bilder und Threads sind nicht möglich, ein Alternativtext bei einem Video auch nicht.',
    'Facebook verlangt nach 90 Tagen eine neue Anmeldung.',
    'Wird eine Seite getrennt, endet die Berechtigung für alle Seiten derselben Anmeldung, weil Facebook es nicht anders kennt.',
    'Facebook gibt die Alternativtexte der Bilder nicht heraus. Crosstie nimmt die Bilder mit und fragt nach den Texten.',
  ],
} as const;
