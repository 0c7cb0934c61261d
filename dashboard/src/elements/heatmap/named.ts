/** What an element without a text is called by those who made the page: for its label, its picture or the field's prompt. */
export function pageName(element: Element): string | null {
  const pictured = element.localName === 'svg' || element.localName === 'img' ? element : element.querySelector('img[alt], svg[aria-label]');
  const said = [
    element.getAttribute('aria-label'),
    element.getAttribute('alt'),
    element.getAttribute('placeholder'),
    element.getAttribute('title'),
    pictured?.getAttribute('alt') ?? pictured?.getAttribute('aria-label') ?? null,
    element.closest('button, a')?.getAttribute('aria-label') ?? null,
    element.closest('section, article, form, nav, header, footer')?.querySelector('h1, h2, h3, h4')?.textContent ?? null,
  ];
  const found = said.find((one) => one != null && one.trim() !== '');
  return found === undefined ? null : found!.replace(/\s+/g, ' ').trim().slice(0, 64);
}
