/** How a person lets Crosstie in to Threads: with a token from their own app at Meta, or with the keys of that app. */
export const threadsGuide = {
  what: 'Threads lässt Programme nur über eine App bei Meta zu. Crosstie nutzt dafür eine selbst angelegte.',
  steps: [
    'Die Entwicklerseite von Meta öffnen und eine App mit dem Anwendungsfall „Access the Threads API“ anlegen.',
    'Dem Anwendungsfall diese Berechtigungen hinzufügen: {{scopes}}',
    'Das Konto bei den Rollen der App als Threads-Tester hinzufügen und das in den Einstellungen von Threads annehmen.',
    'In den Einstellungen des Anwendungsfalls „User token generator“ öffnen, ein Token für das Konto erzeugen und in Crosstie einfügen. Das genügt, Schlüssel sind dann nicht nötig.',
    'Soll die Anmeldung stattdessen in einem Fenster stattfinden, ist eine eigene Seite mit https als Redirect einzutragen. Adressen dieses Rechners lehnt Threads ab. Crosstie fängt die Antwort ab, bevor diese Seite geöffnet wird.',
    'Dann Threads-App-ID, Threads-App-Geheimcode und die Adresse dieser Seite in die Felder hier kopieren und prüfen. ID und Geheimcode der Meta-App sind andere.',
  ],
  costs: 'Nichts.',
  notes: [
    'Threads nimmt keine Dateien an. Es holt Bilder und Videos von einer öffentlichen Webadresse, die sich in den Einstellungen von Crosstie einrichten lässt. Reine Texte brauchen keine.',
    'Die Schnittstelle verrät nicht, ob ein Profil privat ist, deshalb hält Crosstie dessen Beiträge für öffentlich und warnt bei jeder Kopie. Beiträge eines privaten Profils gehören nicht auf eine Route zu Netzwerken, in denen alle sie sehen.',
    'Ein Text fasst höchstens 500 Zeichen und 5 verschiedene Links. Ein Emoji zählt als mehrere Zeichen.',
    'Veröffentlichte Beiträge lassen sich löschen, hundert am Tag, aber nicht ändern.',
    'Ob alle sehen, was eine App im Entwicklungsmodus veröffentlicht, ist nicht sicher. Ein Blick auf den ersten Beitrag ohne Anmeldung bei Threads klärt das.',
    'Die Anmeldung erneuert sich, solange Crosstie benutzt wird. Nach 60 Tagen ohne Crosstie ist ein neues Token nötig, bei einem privaten Profil in jedem Fall nach 90 Tagen.',
    'Die Berechtigung lässt sich in den Einstellungen von Threads beenden; einen anderen Weg bietet Meta nicht.',
  ],
} as const;
