// Settings and what has been typed over them, as texts. No DOM.
import { plain } from './words.js';

/** The text that the field of a setting begins with: what is stored; nothing for the default, and for a secret, which is not told. */
export const textOf = setting => plain(setting.value);

/** What has been typed and is not stored so already: texts by name, an empty one for the default. A secret left empty stays. */
export function changesOf(settings, typed) {
  const changes = {};
  for (const s of settings) {
    const text = typed[s.name] === undefined ? textOf(s) : typed[s.name].trim();
    if (text !== textOf(s)) changes[s.name] = text;
  }
  return changes;
}

/** Of these texts by name those that were not saved so. */
export const unsaved = (texts, saved = {}) => Object.fromEntries(Object.entries(texts).filter(([name, text]) => text.trim() !== saved[name]));
