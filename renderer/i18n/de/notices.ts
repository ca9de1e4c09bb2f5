import type { Catalogue } from '../en.ts';

export const notices: Catalogue['notices'] = {
  sentence: {
    audience_cannot_be_kept:
      'Sichtbarkeit des Originals: {{audience}}. Auf {{network}} wäre es für mehr Menschen sichtbar.',
    is_reply: 'Das Original ist eine Antwort und wäre für sich allein kaum zu verstehen.',
    text_too_long: 'Der Text ist länger, als {{network}} erlaubt.',
    text_shortened: 'Der Text wurde passend gekürzt, mit Link zum Original.',
    too_many_pictures: 'Das Original hat {{count}} Bilder. {{network}} erlaubt {{limit}}.',
    no_picture: '{{network}} nimmt keinen Beitrag ohne Bild an.',
    picture_unsupported: '{{network}} nimmt diesen Dateityp nicht an.',
    picture_made_smaller: 'Ein Bild wurde passend verkleinert.',
    picture_unavailable: 'Ein Bild des Originals war noch nicht abrufbar.',
    picture_too_large: 'Ein Bild ist zu groß für {{network}} und lässt sich nicht verkleinern.',
    alt_text_missing: 'Einem Bild fehlt der Alternativtext. Wer es nicht sehen kann, verpasst es.',
    alt_text_too_long: 'Ein Alternativtext ist länger, als {{network}} erlaubt.',
    warning_moved_to_text: '{{network}} kennt keine Inhaltswarnung, daher steht sie am Anfang des Textes.',
    mentions_made_plain: 'Erwähnungen wurden zu einfachen Namen, damit sie keine Fremden erreichen.',
    nearly_the_same_before: 'Fast das Gleiche ging schon einmal an dieses Konto.',
    account_unlinked: 'Das Konto ist nicht mehr verbunden.',
  },
  remedy: {
    edit: 'Text bearbeiten',
    alt_text: 'Alternativtext schreiben',
    link: 'Einstellungen öffnen',
  },
};
