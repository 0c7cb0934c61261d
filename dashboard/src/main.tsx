import { render } from 'preact';
import './styles/tokens.css';
import './styles/base.css';
import { App } from './app';
import { learn } from './i18n';
import { followLinks } from './state/location';
import { findSession } from './state/session';
// After the elements' own styles, which it overrules.
import './styles/print.css';

/** The one thing that has to be said without the texts of a language. */
const NOT_LOADED = 'Polku did not load. Reload the page. · Polku ei latautunut. Lataa sivu uudelleen.';

const place = document.getElementById('app')!;
followLinks();
void findSession();
learn().then(
  () => render(<App />, place),
  () => place.append(NOT_LOADED),
);
