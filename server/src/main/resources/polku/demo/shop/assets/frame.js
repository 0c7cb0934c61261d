// What every page has: the menu, the other language, the cart's count, the newsletter, consent.
import { count } from './cart-store.js';
import './planted-problems.js';
import { root, text } from './text.js';
import { consent, track } from './tracking.js';

function showCount() {
  const badge = document.getElementById('cart-count');
  const amount = count();
  badge.textContent = String(amount);
  badge.hidden = amount === 0;
  const words = text(amount === 1 ? 'cart.count.one' : 'cart.count', { count: amount });
  document.getElementById('cart-link').setAttribute('aria-label', words);
}

/** The button that shows the menu where there is no room for it. */
function menu() {
  const button = document.getElementById('menu-button');
  const isShown = () => button.getAttribute('aria-expanded') === 'true';
  const set = (shown) => {
    button.setAttribute('aria-expanded', String(shown));
    document.documentElement.classList.toggle('menu-shown', shown);
  };
  button.addEventListener('click', () => set(!isShown()));
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !isShown()) return;
    set(false);
    button.focus();
  });
  document.getElementById('main').addEventListener('click', () => isShown() && set(false));
}

/** Leads to the same page, also where its address has changed without a load. */
function otherLanguage() {
  const link = document.getElementById('language');
  link.addEventListener('click', () => {
    const path = location.pathname.slice(root.length) || '/';
    const to = link.hreflang;
    link.href = (to === 'fi' ? '/fi' : '') + path + location.search;
    track('language', { props: { to } });
  });
}

/** The header lets go of the search on phones once the page has moved. */
function watchScroll() {
  new IntersectionObserver(([notice]) => {
    document.documentElement.classList.toggle('scrolled', !notice.isIntersecting);
  }).observe(document.getElementById('notice'));
}

function newsletter() {
  const form = document.getElementById('newsletter');
  const answer = document.getElementById('letter-answer');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!form.checkValidity()) {
      answer.textContent = text('letter.bad');
      form.elements.email.focus();
      return;
    }
    track('newsletter_signup', { props: { place: 'footer' } });
    form.reset();
    answer.textContent = text('letter.thanks');
  });
}

/** Asked once. The answer's meaning is the tracker's to keep; that it was given is the shop's. */
function askForConsent() {
  const banner = document.getElementById('consent');
  const dialog = document.getElementById('consent-dialog');
  const form = document.getElementById('consent-form');
  const answered = (answer) => {
    localStorage.setItem('paahto.consent', answer);
    banner.hidden = true;
  };
  for (const [id, decision] of [['consent-yes', 'granted'], ['consent-no', 'denied']]) {
    document.getElementById(id).addEventListener('click', () => {
      consent(decision);
      answered(decision);
    });
  }
  document.getElementById('consent-more').addEventListener('click', () => dialog.showModal());
  form.addEventListener('submit', (event) => {
    if (event.submitter.value !== 'save') return;
    for (const purpose of ['analytics', 'replay']) {
      consent(form.elements[purpose].checked ? 'granted' : 'denied', purpose);
    }
    answered('chosen');
  });
  banner.hidden = localStorage.getItem('paahto.consent') !== null;
}

function markPlace() {
  const [, first] = location.pathname.slice(root.length).split('/');
  if (!first) return;
  document.querySelector(`.nav-item > a[href="${root}/${first}"]`)?.setAttribute('aria-current', 'page');
}

showCount();
menu();
otherLanguage();
watchScroll();
newsletter();
askForConsent();
markPlace();
addEventListener('cart:changed', showCount);
addEventListener('storage', showCount);
