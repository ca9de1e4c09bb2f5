export const tiktokGuide = {
  what: 'TikTok lässt ein Programm nur über eine Entwickler-App ein, und deren Schlüssel und Geheimnis müssen deine eigenen sein.',
  steps: [
    'Öffne die Entwicklerseite und melde dich dort mit deinem TikTok-Konto an.',
    'Lege eine neue App an und wähle Desktop als Plattform.',
    'Füge die Produkte Login Kit und Content Posting API hinzu. Lass das direkte Posten aus: Crosstie legt Entwürfe in deine Inbox.',
    'Trage diese Adresse als Redirect für Desktop ein, mit dem Sternchen, so wie sie ist: {{redirect}}',
    'Wähle diese Berechtigungen und keine anderen: {{scopes}}',
    'Wenn du auch Fotos senden willst, bestätige die Webadresse, an der deine Bilder liegen, als URL Property der App.',
    'Kopiere Client Key und Client Secret hier in die Felder.',
  ],
  costs: 'TikTok nennt keinen Preis dafür.',
  notes: [
    'Alles kommt als Entwurf in der Inbox der TikTok-App an, und du veröffentlichst es dort. Eine App, die TikTok nicht geprüft hat, kann nur privat posten, und seine Richtlinien lassen Werkzeuge für eigene Konten nicht zu.',
    'Ein Videoentwurf nimmt keinen Text an. Du fügst ihn in der TikTok-App ein.',
    'Fotos holt TikTok von einer Webadresse, die als deine bestätigt ist. Videos gehen direkt von diesem Rechner.',
    'Höchstens 5 Entwürfe dürfen innerhalb von 24 Stunden auf dich warten.',
    'TikTok zeigt deine öffentlichen Videos und gibt keine Dateien davon heraus, daher lassen sie sich nicht in andere Netzwerke bringen.',
    'Alternativtexte werden nicht angenommen. Was dort ist, lässt sich von hier aus nicht ändern oder löschen.',
  ],
} as const;
