export const tiktokGuide = {
  what: 'TikTok lässt Programme nur über eine Entwickler-App zu. Schlüssel und Geheimnis müssen von einer eigenen App stammen.',
  steps: [
    'Die Entwicklerseite öffnen und dort mit dem eigenen TikTok-Konto anmelden.',
    'Eine neue App anlegen und Desktop als Plattform wählen.',
    'Die Produkte Login Kit und Content Posting API hinzufügen. Das direkte Posten bleibt aus: Crosstie legt Entwürfe in den Posteingang.',
    'Diese Adresse als Redirect für Desktop eintragen, mit dem Sternchen, genau so: {{redirect}}',
    'Diese Berechtigungen wählen und keine anderen: {{scopes}}',
    'Sollen auch Fotos gesendet werden, ist die Webadresse, unter der die Bilder liegen, als URL Property der App zu bestätigen.',
    'Client Key und Client Secret in die Felder hier kopieren.',
  ],
  costs: 'TikTok nennt dafür keinen Preis.',
  notes: [
    'Alles kommt als Entwurf im Posteingang der TikTok-App an und ist dort zu veröffentlichen. Eine App, die TikTok nicht geprüft hat, kann nur privat posten, und die Richtlinien von TikTok lassen Werkzeuge für eigene Konten nicht zu.',
    'Ein Videoentwurf nimmt keinen Text an. Der Text ist in der TikTok-App einzufügen.',
    'Fotos holt TikTok von einer Webadresse, die als eigene bestätigt ist. Videos werden direkt von diesem Rechner hochgeladen.',
    'Innerhalb von 24 Stunden dürfen höchstens 5 Entwürfe im Posteingang warten.',
    'TikTok zeigt die öffentlichen Videos des Kontos, gibt aber keine Dateien davon heraus. Daher lassen sie sich nicht in andere Netzwerke übertragen.',
    'Alternativtexte nimmt TikTok nicht an. Was dort ist, lässt sich von hier aus weder ändern noch löschen.',
  ],
} as const;
