import type * as LanguageClientModule from './language-client.ts';

/** A bundle of its own beside this one: the protocol library takes longer to read than activation may. */
export const loadLanguageClient = (): typeof LanguageClientModule => require('./language-client.js');
