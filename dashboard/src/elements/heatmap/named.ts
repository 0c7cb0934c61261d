import type { Key } from '../../i18n';

/** What the large parts of a page are called, by their tags. */
export const LANDMARKS: Readonly<Record<string, Key>> = {
  main: 'heatmap.tag.main', header: 'heatmap.tag.header', footer: 'heatmap.tag.footer', nav: 'heatmap.tag.nav', aside: 'heatmap.tag.aside', form: 'heatmap.tag.form',
};

/** Parts that hold many things, so that none of them names the whole but its heading. */
const PARTS = new Set([...Object.keys(LANDMARKS), 'section', 'article', 'body', 'ul', 'ol', 'table']);
const HEADING = 'h1, h2, h3, h4';

/** What an element without a text is called by those who made the page: for its label, its heading, its picture or the field's prompt. */
export function pageName(element: Element): string | null {
  const pictured = element.localName === 'svg' || element.localName === 'img' ? element : element.querySelector('img[alt], svg[aria-label]');
  const said = [
    element.getAttribute('aria-label'),
    element.getAttribute('alt'),
    element.getAttribute('placeholder'),
    element.getAttribute('title'),
    ...(PARTS.has(element.localName)
      ? [element.querySelector(HEADING)?.textContent]
      : [
          pictured?.getAttribute('alt') ?? pictured?.getAttribute('aria-label'),
          element.closest('button, a')?.getAttribute('aria-label'),
          element.closest('section, article, form, nav, header, footer')?.querySelector(HEADING)?.textContent,
        ]),
  ];
  const found = said.find((one) => one != null && one.trim() !== '');
  return found == null ? null : found.replace(/\s+/g, ' ').trim().slice(0, 64);
}
