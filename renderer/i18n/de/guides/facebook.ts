/** How a person makes their own app at Meta for Facebook Pages. */
export const facebookGuide = {
  what: 'Auf Facebook-Seiten veröffentlichen Programme nur über eine App bei Meta. Crosstie nutzt dafür eine selbst angelegte.',
  steps: [
    'Die Entwicklerseite von Meta öffnen und eine App anlegen. Der Name ist beliebig.',
    'Die App im Entwicklungsmodus lassen. So funktioniert sie für die eigenen Seiten ohne Prüfung durch Meta.',
    '„Facebook Login“ hinzufügen. Im Entwicklungsmodus lässt Meta Adressen dieses Rechners von selbst zu; wird doch nach einer gefragt, ist {{redirect}} einzutragen.',
    'Der App diese Berechtigungen hinzufügen: {{scopes}}',
    'App-ID und App-Geheimcode aus den allgemeinen Einstellungen der App in die Felder hier kopieren und prüfen.',
    'Anmelden und die Seiten auswählen, die Crosstie nutzen darf. Jede wird ein eigenes Konto.',
  ],
  costs: 'Nichts.',
  notes: [
    'Ob alle sehen, was eine App im Entwicklungsmodus veröffentlicht, ist nicht sicher. Ein Blick auf den ersten Beitrag ohne Anmeldung bei Facebook klärt das.',
    'Veröffentlichen lässt sich nur auf Seiten. Für persönliche Profile und Gruppen bietet Facebook keinen Weg.',
    'Beiträge einer Seite sind öffentlich. Ein kleineres Publikum, Inhaltswarnungen, Markierungen für heikle Bilder, Threads und Alternativtexte für Videos sind nicht möglich.',
    'Facebook verlangt nach 90 Tagen eine neue Anmeldung.',
    'Wird eine Seite getrennt, endet die Berechtigung für alle Seiten derselben Anmeldung; anders geht es bei Facebook nicht.',
    'Facebook gibt die Alternativtexte der Bilder nicht heraus. Crosstie überträgt die Bilder und fragt nach den Texten.',
  ],
} as const;
