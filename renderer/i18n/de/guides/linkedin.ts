/** How a person makes a developer app at LinkedIn. `{{redirect}}` and `{{scopes}}` are filled in. */
export const linkedinGuide = {
  what: 'LinkedIn lässt nur registrierte Apps veröffentlichen. Du registrierst deshalb eine eigene: Ihre Schlüssel bleiben auf diesem Rechner.',
  steps: [
    'Öffne LinkedIns Seite für Entwickler und wähle „Create app“.',
    'Gib der App einen Namen und ein Logo und wähle eine LinkedIn-Seite, zu der sie gehört. LinkedIn verlangt eine; eine leere eigene Seite genügt.',
    'Beantrage im Reiter „Products“ die Produkte „Share on LinkedIn“ und „Sign In with LinkedIn using OpenID Connect“. Beide gibt es sofort.',
    'Trage im Reiter „Auth“ unter „Authorized redirect URLs for your app“ {{redirect}} ein.',
    'Prüfe im selben Reiter, ob die Berechtigungen {{scopes}} aufgeführt sind.',
    'Kopiere „Client ID“ und „Primary Client Secret“ von dort in die Felder hier und prüfe sie.',
  ],
  costs: 'Nichts. Auch die LinkedIn-Seite kostet nichts.',
  notes: [
    'Es geht auch ohne Schlüssel: Öffne unter „Docs and tools“ den „Token Generator“, wähle deine App und {{scopes}} und füge das Token hier ein.',
    'Die Anmeldung endet nach 60 Tagen. Crosstie sagt es dir vorher; dann meldest du dich neu an.',
    'LinkedIn zeigt einer solchen App keinen deiner Beiträge. Crosstie kann dort veröffentlichen und nichts lesen.',
    'Geht eine Antwort von LinkedIn verloren, kann Crosstie nicht nach dem Beitrag sehen. Es fragt dich, ob er da ist.',
    'Ein Beitrag für Follower geht an deine Kontakte.',
    'LinkedIn kennt keinen Aufruf, der die Berechtigung beendet. Du entfernst die App in LinkedIns Einstellungen unter „Permitted services“.',
  ],
} as const;
