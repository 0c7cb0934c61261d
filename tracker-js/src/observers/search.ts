import { cut, event, when } from '../lent';

const NAMES = 'q,s,search,query';
/** A single-page application shows the results some ms after it has changed the address. */
const SHOWN = 500;

/**
 * Searches of the site: a parameter of the address, `names` says which, holds the term, and the page may say how many results
 * there are (`<meta name="polku-results" content="12">`).
 */
export function observeSearch(names?: boolean | string): void {
  function look(): void {
    const query = new URLSearchParams(location.search);
    // as an attribute without value, or one that says `true`, the option names nothing
    const asked = `${names ?? ''}`.replace('true', '') || NAMES;
    const name = asked.split(/[\s,]+/).find(each => query.get(each));
    if (!name) return;
    const results = document.querySelector<HTMLMetaElement>('[name=polku-results]')?.content;
    event('search', { props: { term: cut(query.get(name), 100), results: results ? +results : null } });
  }

  when('pageview', () => setTimeout(look, SHOWN));
  look();
}
