/** Wie Crosstie Zugang zu Instagram bekommt: mit einem Token aus der eigenen App bei Meta oder mit deren Schlüsseln. */
export const instagramGuide = {
  what: 'Instagram lässt Programme nur über eine App bei Meta ein, deshalb benutzt Crosstie eine eigene.',
  steps: [
    'Sieh in den Einstellungen von Instagram nach, ob das Konto ein professionelles ist: Business oder Creator. Andere bedient Meta nicht.',
    'Öffne die Entwicklerseite von Meta, lege eine App an und füge das Produkt Instagram hinzu. Wähle „API setup with Instagram login“.',
    'Füge das Konto bei den Rollen der App als Instagram-Tester hinzu und nimm das auf der Seite „Apps und Websites“ von Instagram an.',
    'Prüfe, ob die App diese Berechtigungen hat: {{scopes}}',
    'Drücke dort für das Konto auf „Generate access tokens“ und füge das Token in Crosstie ein. Das genügt, Schlüssel braucht es dann nicht.',
    'Soll die Anmeldung stattdessen in einem Fenster geschehen, trage eine eigene Seite mit https als Redirect ein. Crosstie fängt die Antwort ab, bevor diese Seite geöffnet wird.',
    'Kopiere dann Instagram-App-ID, Instagram-App-Geheimcode und die Adresse dieser Seite in die Felder hier und prüfe sie. ID und Geheimcode der Meta-App sind andere.',
  ],
  costs: 'Nichts.',
  notes: [
    'Instagram nimmt keine Dateien an. Es holt Bilder und Videos von einer öffentlichen Webadresse, die sich in den Einstellungen von Crosstie einrichten lässt.',
    'Ein einzelnes Bild und jedes von mehreren muss ein JPEG zwischen 4:5 und 1,91:1 sein. Ein Video wird zum Reel.',
    'Alles ist öffentlich. Inhaltswarnungen und Markierungen für heikle Bilder sind nicht möglich, ein Alternativtext bei einem Video auch nicht.',
    'Was veröffentlicht ist, lässt sich von hier aus weder ändern noch löschen.',
    'Es ist nicht sicher, dass alle sehen, was eine App im Entwicklungsmodus veröffentlicht. Sieh den ersten Beitrag an, ohne bei Instagram angemeldet zu sein.',
    'Die Anmeldung erneuert sich, solange Crosstie benutzt wird. Nach 60 Tagen ohne Crosstie ist ein neues Token nötig.',
    'Die Berechtigung endet auf der Seite „Apps und Websites“ von Instagram; einen anderen Weg hat Meta nicht.',
  ],
} as const;
