import { ENGLISH, type Translation, translateWith } from '@migration-tags/simulator';
import { env, l10n } from 'vscode';

/** The editor's language as far as this extension knows it; the server and the preview page speak it too. */
export const translation: Translation = l10n.bundle
  ? { locale: env.language, sentences: l10n.bundle }
  : ENGLISH;

export const translate = translateWith(translation);
