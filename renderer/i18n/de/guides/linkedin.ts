/** How a person makes a developer app at LinkedIn. `{{redirect}}` and `{{scopes}}` are filled in. */
export const linkedinGuide = {
  what: 'LinkedIn lässt nur registrierte Apps veröffentlichen. Crosstie nutzt eine selbst registrierte: Deren Schlüssel bleiben auf diesem Rechner.',
  steps: [
    'Die Entwicklerseite von LinkedIn öffnen und „Create app“ wählen.',
    'Der App einen Namen und ein Logo geben und die LinkedIn-Seite wählen, zu der sie gehört. LinkedIn verlangt eine; eine leere eigene Seite genügt.',
    'Im Reiter „Products“ die Produkte „Share on LinkedIn“ und „Sign In with LinkedIn using OpenID Connect“ beantragen. Beide gibt es sofort.',
    'Im Reiter „Auth“ unter „Authorized redirect URLs for your app“ {{redirect}} eintragen.',
    'Im selben Reiter prüfen, ob die Berechtigungen {{scopes}} aufgeführt sind.',
    '„Client ID“ und „Primary Client Secret“ von dort in die Felder hier kopieren und prüfen.',
  ],
  costs: 'Nichts. Auch die LinkedIn-Seite kostet nichts.',
  notes: [
    'Es geht auch ohne Schlüssel: unter „Docs and tools“ den „Token Generator“ öffnen, die eigene App und {{scopes}} wählen und das Token hier einfügen.',
    'Die Anmeldung endet nach 60 Tagen. Crosstie weist vorher darauf hin; dann ist eine neue Anmeldung nötig.',
    'LinkedIn zeigt einer solchen App keine Beiträge des Kontos. Crosstie kann dort veröffentlichen, aber nichts lesen.',
    'Geht eine Antwort von LinkedIn verloren, kann Crosstie nicht selbst nach dem Beitrag sehen. Es fragt dann, ob er da ist.',
    'Ein Beitrag für Follower geht an die Kontakte.',
    'LinkedIn hat keinen Aufruf, der die Berechtigung beendet. Die App lässt sich in den Einstellungen von LinkedIn unter „Permitted services“ entfernen.',
  ],
} as const;
