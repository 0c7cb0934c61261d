// What the shop says in the page's language. Both languages come from the server; a page loads its own only.
export const language = document.documentElement.lang;

const dates = new Intl.DateTimeFormat(language === 'fi' ? 'fi-FI' : 'en-GB', { dateStyle: 'long' });

/** A day as people of the page's language write it. */
export const dayInWords = (day) => dates.format(day);

/** What addresses of this language begin with. */
export const root = language === 'fi' ? '/fi' : '';

const { default: texts } = await import(`/texts/${language}.js`);

/** The text of this key, with `{name}` replaced by its value. A key that is not there is a mistake, and fails loudly. */
export function text(key, values = {}) {
  const found = texts[key];
  if (found === undefined) throw new Error(`no text for ${key}`);
  return found.replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
}
