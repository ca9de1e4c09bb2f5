/** Wie Crosstie Zugang zu Threads bekommt: mit einem Token aus der eigenen App bei Meta oder mit deren Schlüsseln. */
export const threadsGuide = {
  what: 'Threads lässt Programme nur über eine App bei Meta ein, deshalb benutzt Crosstie eine eigene.',
  steps: [
    'Öffne die Entwicklerseite von Meta und lege eine App mit dem Anwendungsfall „Access the Threads API“ an.',
    'Füge dem Anwendungsfall diese Berechtigungen hinzu: {{scopes}}',
    'Füge das Konto bei den Rollen der App als Threads-Tester hinzu und nimm das in den Einstellungen von Threads an.',
    'Öffne in den Einstellungen des Anwendungsfalls „User token generator“, erzeuge ein Token für das Konto und füge es in Crosstie ein. Das genügt, Schlüssel braucht es dann nicht.',
    'Soll die Anmeldung stattdessen in einem Fenster geschehen, trage eine eigene Seite mit https als Redirect ein. Adressen dieses Computers lehnt Threads ab. Crosstie fängt die Antwort ab, bevor diese Seite geöffnet wird.',
    'Kopiere dann Threads-App-ID, Threads-App-Geheimcode und die Adresse dieser Seite in die Felder hier und prüfe sie. ID und Geheimcode der Meta-App sind andere.',
  ],
  costs: 'Nichts.',
  notes: [
    'Threads nimmt keine Dateien an. Es holt Bilder und Videos von einer öffentlichen Webadresse, die sich in den Einstellungen von Crosstie einrichten lässt. Texte brauchen keine.',
    'Die Schnittstelle verrät nicht, ob ein Profil privat ist, deshalb hält Crosstie dessen Beiträge für öffentlich. Beiträge eines privaten Profils gehören nicht auf eine Route zu Netzwerken, in denen alle sie sehen.',
    'Ein Text hat 500 Zeichen, von denen ein Emoji mehrere braucht, und höchstens 5 verschiedene Links.',
    'Veröffentlichte Beiträge lassen sich löschen, hundert am Tag, aber nicht ändern.',
    'Es ist nicht sicher, dass alle sehen, was eine App im Entwicklungsmodus veröffentlicht. Sieh den ersten Beitrag an, ohne bei Threads angemeldet zu sein.',
    'Die Anmeldung erneuert sich, solange Crosstie benutzt wird. Nach 60 Tagen ohne Crosstie ist ein neues Token nötig, bei einem privaten Profil in jedem Fall nach 90 Tagen.',
    'Die Berechtigung endet in den Einstellungen von Threads; einen anderen Weg hat Meta nicht.',
  ],
} as const;
