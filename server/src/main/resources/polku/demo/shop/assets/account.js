// The account is pretended: who signs in is whoever they say, and everything stays in this browser.
import { add } from './cart-store.js';
import { element } from './element.js';
import { showProblems } from './form-problems.js';
import { money } from './money.js';
import { dayInWords, root, text } from './text.js';
import { identify, item, track } from './tracking.js';
import { EMAIL } from './validation.js';

const PARTS = ['orders', 'address', 'letters'];
const CUSTOMER = 'paahto.customer';
const LEAST_PASSWORD = 4;
const signIn = document.getElementById('sign-in');
const addressForm = document.getElementById('part-address');
const lettersForm = document.getElementById('part-letters');

const stored = (key, otherwise) => JSON.parse(localStorage.getItem(key) ?? JSON.stringify(otherwise));
const customer = () => JSON.parse(sessionStorage.getItem(CUSTOMER) ?? 'null');
const partOfAddress = () => PARTS.find((part) => location.pathname === `${root}/account/${part}`) ?? 'orders';

/** An order of old, so that nobody's first look is at an empty list. */
const OLD = {
  id: 'P7K2M9',
  at: Date.UTC(2026, 8, 30, 9),
  cents: 3970,
  items: [
    { id: 'metsa', name: 'Metsä', category: 'medium', variant: '500 g', price: 23.9, quantity: 1 },
    { id: 'nuotio', name: 'Nuotio', category: 'dark', variant: '250 g', price: 11.9, quantity: 1 },
  ],
};

function again(order) {
  for (const { id, name, category, variant, price, quantity } of order.items) {
    const line = { slug: id, name, roast: category, size: variant, grind: 'Whole bean', cents: Math.round(price * 100), quantity };
    add(line);
    track('addToCart', { props: { grind: line.grind, place: 'account' }, items: [item(line)] });
  }
  location.assign(`${root}/cart`);
}

function orderRow(order) {
  const day = dayInWords(new Date(order.at));
  const state = text(order === OLD ? 'order.state.sent' : 'order.state.roasting');
  const button = element('button', { type: 'button', className: 'button button-line', textContent: text('order.again') });
  button.addEventListener('click', () => again(order));
  return element('li', { className: 'order' },
    element('p', { className: 'order-head' }, element('b', { textContent: order.id }), ` ${text('order.made', { day })} · ${state}`),
    element('ul', {}, ...order.items.map((one) => element('li', { textContent: `${one.quantity} × ${one.name}, ${one.variant}` }))),
    element('p', { className: 'order-foot' }, element('b', { textContent: money(order.cents) }), button));
}

function show(part = partOfAddress()) {
  const who = customer();
  document.getElementById('signed-out').hidden = who !== null;
  document.getElementById('signed-in').hidden = who === null;
  if (!who) return;
  document.getElementById('hello').textContent = text('hello', { name: who.name });
  document.getElementById('orders').replaceChildren(...[...stored('paahto.orders', []), OLD].map(orderRow));
  for (const one of PARTS) document.getElementById(`part-${one}`).hidden = one !== part;
  for (const link of document.querySelectorAll('nav [data-part]')) {
    if (link.dataset.part === part) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
  }
}

/** "maija.meikalainen@…" is greeted as Maija. */
function nameOf(email) {
  const [first] = email.split(/[@.+_-]/);
  return first.charAt(0).toUpperCase() + first.slice(1);
}

function restore() {
  for (const [field, value] of Object.entries(stored('paahto.address', {}))) {
    if (addressForm.elements[field]) addressForm.elements[field].value = value;
  }
  for (const [field, value] of Object.entries(stored('paahto.letters', {}))) {
    if (lettersForm.elements[field]) lettersForm.elements[field].checked = value;
  }
}

signIn.addEventListener('submit', (event) => {
  event.preventDefault();
  const email = signIn.elements.email.value.trim();
  const found = {};
  if (!EMAIL.test(email)) found.email = 'bad.email';
  if (signIn.elements.password.value.length < LEAST_PASSWORD) found.password = 'bad.password';
  showProblems(signIn, found);
  track(Object.keys(found).length > 0 ? 'signInFailed' : 'signIn');
  if (Object.keys(found).length > 0) return;
  sessionStorage.setItem(CUSTOMER, JSON.stringify({ name: nameOf(email) }));
  identify(email);
  signIn.reset();
  show();
});
document.getElementById('sign-out').addEventListener('click', () => {
  sessionStorage.removeItem(CUSTOMER);
  show();
});
for (const link of document.querySelectorAll('nav [data-part]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    show(link.dataset.part);
    if (location.pathname !== new URL(link.href).pathname) history.pushState({}, '', link.href);
  });
}
addressForm.addEventListener('submit', (event) => {
  event.preventDefault();
  const found = {};
  for (const field of ['name', 'street', 'city']) {
    if (!addressForm.elements[field].value.trim()) found[field] = `bad.${field}`;
  }
  if (!/^[\d ]{4,6}$/.test(addressForm.elements.postcode.value.trim())) found.postcode = 'bad.postcode';
  showProblems(addressForm, found);
  if (Object.keys(found).length > 0) return;
  localStorage.setItem('paahto.address', JSON.stringify(Object.fromEntries(new FormData(addressForm))));
  said('address-answer');
});
lettersForm.addEventListener('change', () => {
  const { monthly, new: fresh } = lettersForm.elements;
  localStorage.setItem('paahto.letters', JSON.stringify({ monthly: monthly.checked, new: fresh.checked }));
  if (monthly.checked) track('newsletter_signup', { props: { place: 'account' } });
  said('letters-answer');
});
function said(id) {
  const answer = document.getElementById(id);
  answer.textContent = text('saved');
  answer.hidden = false;
}
addEventListener('popstate', () => show());
restore();
show();
