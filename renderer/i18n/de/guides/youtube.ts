/** Wie man sich ein eigenes Google-Projekt für YouTube anlegt. */
export const youtubeGuide = {
  what: 'YouTube nimmt Uploads von Programmen nur über ein Google-Projekt an, deshalb benutzt Crosstie dein eigenes.',
  steps: [
    'Öffne die Google Cloud Console und lege ein Projekt an. Wie es heißt, ist dir überlassen.',
    'Suche in der Bibliothek der APIs nach „YouTube Data API v3“ und aktiviere sie.',
    'Richte den Zustimmungsbildschirm für externe Nutzer ein, mit einem Namen und deiner E-Mail-Adresse.',
    'Füge dort diese Berechtigungen hinzu: {{scopes}}',
    'Veröffentliche die App, damit sie „In Produktion“ ist und nicht mehr im „Test“. Für dich allein muss sie nicht überprüft sein.',
    'Lege einen OAuth-Client vom Typ „Desktop-App“ an. Nach einer Weiterleitungsadresse wird nicht gefragt: Crosstie kommt an einem freien Port dieses Computers zurück.',
    'Kopiere die Client-ID und den Clientschlüssel in die Felder hier und prüfe sie.',
    'Melde dich an. Dein Browser öffnet sich; Google warnt vor einer nicht überprüften App, und das ist deine. Lass alle Berechtigungen angekreuzt.',
  ],
  costs: 'Nichts. Ein Projekt darf 100 Videos am Tag hochladen; der Tag endet um Mitternacht in Kalifornien.',
  notes: [
    'Uploads eines Projekts, das Google nicht geprüft hat, bleiben privat, welches Publikum du auch freigibst. Nur du siehst ein solches Video, und nur eine Prüfung durch Google ändert das.',
    'Im „Test“ beendet Google jede Anmeldung nach sieben Tagen. Crosstie kann nicht sehen, welche Projekte das betrifft.',
    'YouTube nimmt ein Video mit Titel und Beschreibung. Bilder, Texte allein, Alternativtexte und Videos nur für Follower sind nicht möglich.',
    'Crosstie gibt bei jedem Upload an, dass er nicht für Kinder gemacht ist, und ordnet ihn „Menschen & Blogs“ zu. Beides kannst du in YouTube Studio ändern.',
    'YouTube gibt keine Videodateien heraus. Crosstie bemerkt deine Videos dort, kann sie aber nicht weitertragen.',
  ],
} as const;
