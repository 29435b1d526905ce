import { type Quantity, quantity } from '../../effects/quantity.ts';
import type { Site } from '../../program/code.ts';

/** Texts that nobody knows hold as many parts a character as those known that the same code has looked through, within a factor of two. Reconstruction. */
const DOUBT = 2;

/** What code has found in texts so far. */
interface Found {
  parts: number;
  /** Of the texts, and of the parts themselves. */
  characters: number;
  partCharacters: number;
}

/** How many parts code has found in the texts that it looked through: matches, or what stands between separators. */
export class FoundInTexts {
  readonly #found = new Map<Site, Found>();

  note(site: Site, text: string, parts: readonly string[]): void {
    let found = this.#found.get(site);
    if (!found) {
      found = { parts: 0, characters: 0, partCharacters: 0 };
      this.#found.set(site, found);
    }
    found.parts += parts.length;
    found.characters += text.length;
    for (const part of parts) found.partCharacters += part.length;
  }

  /** What is to be found in a text of so many characters; `null`: nothing was, so far, or the texts were empty. */
  typical(
    site: Site,
    { low, likely, high }: Quantity,
  ): { readonly count: Quantity; readonly characters: number } | null {
    const found = this.#found.get(site);
    if (!found || found.parts === 0 || found.characters === 0) return null;
    const density = found.parts / found.characters;
    return {
      count: quantity((low * density) / DOUBT, likely * density, high * density * DOUBT),
      characters: found.partCharacters / found.parts,
    };
  }
}
