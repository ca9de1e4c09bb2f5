/** Wie man sich eine eigene App bei X anlegt. */
export const xGuide = {
  what: 'X antwortet Programmen nur über eine App, für die jemand je Aufruf bezahlt, deshalb benutzt Crosstie deine eigene.',
  steps: [
    'Öffne die Entwicklerkonsole von X und melde dich mit dem Konto an, das posten soll. Stimme dort der Vereinbarung zu.',
    'Kaufe in der Konsole Guthaben. Fünf Dollar reichen für etwa dreihundert Beiträge ohne Link.',
    'Lege eine App an. Name und Beschreibung sind dir überlassen.',
    'Öffne ihre Einstellungen zur Benutzer-Authentifizierung und richte sie ein.',
    'Wähle als Berechtigung „Read and write“.',
    'Wähle als Art der App „Native App“. Das ist die ohne Secret.',
    'Trage als Callback-Adresse Zeichen für Zeichen ein: {{redirect}} – und als Website irgendeine Webadresse von dir.',
    'Kopiere die OAuth-2.0-Client-ID in das Feld hier und prüfe sie. Ein Client Secret ist nicht nötig.',
    'Melde dich an. Crosstie bittet um diese Berechtigungen: {{scopes}}',
  ],
  costs:
    'X nimmt 0,015 US-Dollar für einen Beitrag, 0,200 für einen Beitrag mit Link, 0,005 für einen Alternativtext, 0,010 für eine Löschung, 0,001 für jeden deiner Beiträge, den Crosstie liest, und 0,010 an einem Tag, an dem es dein Profil ansieht. Du zahlst im Voraus; ist das Guthaben verbraucht, lehnt X jeden Aufruf ab. Crosstie zeigt den Preis, bevor du zustimmst.',
  notes: [
    'X lehnt Beiträge von Programmen ab, die bestimmte Personen erwähnen. Crosstie warnt vor jedem Namen mit @.',
    'Ein Beitrag fasst vier Bilder oder ein Video, und einen Cashtag.',
    'X nimmt die Markierung für heikle Medien von Programmen nicht an, deshalb hält Crosstie solche Beiträge zurück. Videos haben dort keine Alternativtexte.',
    'Veröffentlichte Beiträge lassen sich über Crosstie nicht ändern: X erlaubt das nur zahlenden Konten und für weniger als eine Stunde.',
    'Wer deine Beiträge sieht, ist eine Einstellung deines ganzen Kontos. Crosstie ändert sie nicht.',
  ],
} as const;
