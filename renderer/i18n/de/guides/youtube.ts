/** How a person makes their own Google project for YouTube. */
export const youtubeGuide = {
  what: 'YouTube nimmt Uploads von Programmen nur über ein Google-Projekt an. Crosstie nutzt dafür ein selbst angelegtes.',
  steps: [
    'Die Google Cloud Console öffnen und ein Projekt anlegen. Der Name ist beliebig.',
    'In der Bibliothek der APIs „YouTube Data API v3“ suchen und aktivieren.',
    'Den Zustimmungsbildschirm für externe Nutzer einrichten, mit einem Namen und der eigenen E-Mail-Adresse.',
    'Dort diese Berechtigungen hinzufügen: {{scopes}}',
    'Die App veröffentlichen, damit sie „In Produktion“ ist und nicht mehr im „Test“. Für den Eigengebrauch muss sie nicht überprüft sein.',
    'Einen OAuth-Client vom Typ „Desktop-App“ anlegen. Nach einer Rücksprungadresse wird nicht gefragt: Crosstie nimmt die Antwort an einem freien Port dieses Rechners entgegen.',
    'Client-ID und Clientschlüssel in die Felder hier kopieren und prüfen.',
    'Anmelden. Der Browser öffnet sich, und Google warnt vor einer nicht überprüften App: Das ist die eigene. Alle Berechtigungen angekreuzt lassen.',
  ],
  costs: 'Nichts. Ein Projekt darf 100 Videos am Tag hochladen; der Tag endet um Mitternacht in Kalifornien.',
  notes: [
    'Uploads eines Projekts, das Google nicht geprüft hat, bleiben privat, gleich für welches Publikum sie freigegeben sind. Ein solches Video ist nur im eigenen Konto zu sehen, und nur eine Prüfung durch Google ändert das.',
    'Im „Test“ beendet Google jede Anmeldung nach sieben Tagen. Welche Projekte das betrifft, kann Crosstie nicht sehen.',
    'YouTube nimmt ein Video mit Titel und Beschreibung an. Bilder, reine Texte, Alternativtexte und Videos nur für Follower sind nicht möglich.',
    'Crosstie gibt bei jedem Upload an, dass er nicht für Kinder gemacht ist, und ordnet ihn „Menschen & Blogs“ zu. Beides lässt sich in YouTube Studio ändern.',
    'YouTube gibt keine Videodateien heraus. Crosstie bemerkt die Videos des Kontos dort, kann sie aber nicht in andere Netzwerke übertragen.',
  ],
} as const;
