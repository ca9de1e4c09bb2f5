/** How a person makes their own app at X. */
export const xGuide = {
  what: 'X antwortet Programmen nur über eine App, deren Aufrufe jemand einzeln bezahlt. Crosstie nutzt dafür eine selbst angelegte.',
  steps: [
    'Die Entwicklerkonsole von X öffnen, mit dem Konto anmelden, das posten soll, und dort der Vereinbarung zustimmen.',
    'In der Konsole Guthaben kaufen. Fünf Dollar reichen für etwa dreihundert Beiträge ohne Link.',
    'Eine App anlegen. Name und Beschreibung sind beliebig.',
    'In den Einstellungen der App die Benutzer-Authentifizierung einrichten.',
    'Als Berechtigung der App „Read and write“ wählen.',
    'Als Art der App „Native App“ wählen. Das ist die ohne Secret.',
    'Als Callback-Adresse Zeichen für Zeichen {{redirect}} eintragen und als Website irgendeine eigene Webadresse.',
    'Die OAuth-2.0-Client-ID in das Feld hier kopieren und prüfen. Ein Client Secret ist nicht nötig.',
    'Anmelden. Crosstie bittet um diese Berechtigungen: {{scopes}}',
  ],
  costs:
    'X nimmt 0,015 US-Dollar für einen Beitrag, 0,200 für einen Beitrag mit Link, 0,005 für einen Alternativtext, 0,010 für eine Löschung, 0,001 für jeden eigenen Beitrag, den Crosstie liest, und 0,010 an einem Tag, an dem es das Profil ansieht. Bezahlt wird im Voraus; ist das Guthaben verbraucht, lehnt X jeden Aufruf ab. Crosstie zeigt den Preis vor der Freigabe.',
  notes: [
    'X nimmt von Programmen keine Beiträge an, die bestimmte Personen erwähnen. Crosstie warnt vor jedem Namen mit @.',
    'Ein Beitrag fasst vier Bilder oder ein Video, dazu einen Cashtag.',
    'X nimmt von Programmen keine Markierung für heikle Medien an, deshalb hält Crosstie solche Beiträge zurück. Videos haben dort keine Alternativtexte.',
    'Veröffentlichte Beiträge lassen sich über Crosstie nicht ändern: X erlaubt das nur zahlenden Konten und für weniger als eine Stunde.',
    'Wer die Beiträge sieht, ist eine Einstellung des ganzen Kontos. Crosstie ändert sie nicht.',
  ],
} as const;
