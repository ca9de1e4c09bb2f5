/** How a person lets Crosstie in to Instagram: with a token from their own app at Meta, or with the keys of that app. */
export const instagramGuide = {
  what: 'Instagram lässt Programme nur über eine App bei Meta zu. Crosstie nutzt dafür eine selbst angelegte.',
  steps: [
    'In den Einstellungen von Instagram sicherstellen, dass das Konto ein professionelles ist: Business oder Creator. Andere bedient Meta nicht.',
    'Die Entwicklerseite von Meta öffnen, eine App anlegen und das Produkt Instagram hinzufügen. „API setup with Instagram login“ wählen.',
    'Das Konto bei den Rollen der App als Instagram-Tester hinzufügen und das auf der Seite „Apps und Websites“ von Instagram annehmen.',
    'Prüfen, ob die App diese Berechtigungen hat: {{scopes}}',
    'Dort für das Konto auf „Generate access tokens“ klicken und das Token in Crosstie einfügen. Das genügt, Schlüssel sind dann nicht nötig.',
    'Soll die Anmeldung stattdessen in einem Fenster stattfinden, ist eine eigene Seite mit https als Redirect einzutragen. Crosstie fängt die Antwort ab, bevor diese Seite geöffnet wird.',
    'Dann Instagram-App-ID, Instagram-App-Geheimcode und die Adresse dieser Seite in die Felder hier kopieren und prüfen. ID und Geheimcode der Meta-App sind andere.',
  ],
  costs: 'Nichts.',
  notes: [
    'Instagram nimmt keine Dateien an. Es holt Bilder und Videos von einer öffentlichen Webadresse, die sich in den Einstellungen von Crosstie einrichten lässt.',
    'Jedes Bild, ob einzeln oder eines von mehreren, muss ein JPEG mit einem Seitenverhältnis zwischen 4:5 und 1,91:1 sein. Ein Video wird zum Reel.',
    'Alles ist öffentlich. Inhaltswarnungen, Markierungen für heikle Bilder und Alternativtexte für Videos sind nicht möglich.',
    'Veröffentlichtes lässt sich von hier aus weder ändern noch löschen.',
    'Ob alle sehen, was eine App im Entwicklungsmodus veröffentlicht, ist nicht sicher. Ein Blick auf den ersten Beitrag ohne Anmeldung bei Instagram klärt das.',
    'Die Anmeldung erneuert sich, solange Crosstie benutzt wird. Nach 60 Tagen ohne Crosstie ist ein neues Token nötig.',
    'Die Berechtigung lässt sich auf der Seite „Apps und Websites“ von Instagram beenden; einen anderen Weg bietet Meta nicht.',
  ],
} as const;
