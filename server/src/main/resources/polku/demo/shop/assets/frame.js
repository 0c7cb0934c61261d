// What every page has: the cart's count, the newsletter, the mark on the current menu item.
import { count } from './cart-store.js';
import { consent, track } from './tracking.js';

function showCount() {
  const badge = document.getElementById('cart-count');
  const amount = count();
  badge.textContent = String(amount);
  badge.hidden = amount === 0;
  document.getElementById('cart-link').setAttribute('aria-label', `Cart, ${amount} ${amount === 1 ? 'item' : 'items'}`);
}

function newsletter() {
  const form = document.getElementById('newsletter');
  const answer = document.getElementById('letter-answer');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!form.checkValidity()) {
      answer.textContent = 'That does not look like an e-mail address.';
      form.elements.email.focus();
      return;
    }
    track('newsletter', { props: { place: 'footer' } });
    form.reset();
    answer.textContent = 'Kiitos! The next letter will find you.';
  });
}

/** Asked once. The answer's meaning is the tracker's to keep; that it was given is the shop's. */
function askForConsent() {
  const banner = document.getElementById('consent');
  const answer = (decision) => () => {
    consent(decision);
    localStorage.setItem('paahto.consent', decision);
    banner.hidden = true;
  };
  document.getElementById('consent-yes').addEventListener('click', answer('granted'));
  document.getElementById('consent-no').addEventListener('click', answer('denied'));
  banner.hidden = localStorage.getItem('paahto.consent') !== null;
}

showCount();
newsletter();
askForConsent();
addEventListener('cart:changed', showCount);
addEventListener('storage', showCount);
document.querySelector(`.main-nav a[href="${location.pathname}"]`)?.setAttribute('aria-current', 'page');
