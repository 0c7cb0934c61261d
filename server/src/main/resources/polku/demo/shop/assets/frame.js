// What every page has: the cart's count, the newsletter, the mark on the current menu item.
import { count } from './cart-store.js';
import { track } from './tracking.js';

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
    track('newsletter', { place: 'footer' });
    form.reset();
    answer.textContent = 'Kiitos! The next letter will find you.';
  });
}

showCount();
newsletter();
addEventListener('cart:changed', showCount);
addEventListener('storage', showCount);
document.querySelector(`.main-nav a[href="${location.pathname}"]`)?.setAttribute('aria-current', 'page');
