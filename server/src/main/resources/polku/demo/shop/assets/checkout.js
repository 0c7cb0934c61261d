// Three steps on one page: each has its own address, so back and forward work and a tracker sees three pages.
import { clear, count, coupon, lines } from './cart-store.js';
import { deliveryCents } from './delivery.js';
import { element } from './element.js';
import { showProblems } from './form-problems.js';
import { money } from './money.js';
import { payFor } from './payment.js';
import { countryLeadsBackToCart, deliveryPriceDelay } from './planted-problems.js';
import { root, text } from './text.js';
import { totals } from './totals.js';
import { identify, item, track } from './tracking.js';
import { problems } from './validation.js';

const STEPS = ['contact', 'shipping', 'payment'];
const KEY = 'paahto.checkout';
const forms = Object.fromEntries(STEPS.map((step) => [step, document.getElementById(`step-${step}`)]));
const kept = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
let priceTold = deliveryPriceDelay() === 0;

const read = (step) => Object.fromEntries(new FormData(forms[step]));
const address = (step) => `${root}/checkout/${step}`;
const order = () => totals(lines(), coupon(), forms.shipping.elements.method.value);

/** Card details are never kept, not even for the length of a reload. */
function keep() {
  sessionStorage.setItem(KEY, JSON.stringify({ ...kept, contact: read('contact'), shipping: read('shipping') }));
}

function restore() {
  for (const step of ['contact', 'shipping']) {
    for (const [field, value] of Object.entries(kept[step] ?? {})) {
      if (forms[step].elements[field]) forms[step].elements[field].value = value;
    }
  }
}

/** The step of the address, or the first one that still lacks something. */
function reachable(step) {
  const before = STEPS.slice(0, STEPS.indexOf(step));
  return before.find((earlier) => Object.keys(problems(earlier, read(earlier))).length > 0) ?? step;
}

function stepOfAddress() {
  return STEPS.find((step) => location.pathname === address(step)) ?? 'contact';
}

function showSummary() {
  const { sum, discount, delivery, total } = order();
  const set = (id, words) => { document.getElementById(id).textContent = words; };
  document.getElementById('mini-lines').replaceChildren(...lines().map((line) => element('li', {},
    element('span', { textContent: `${line.quantity} × ${line.name}, ${line.size}` }),
    element('span', { textContent: money(line.quantity * line.cents) }))));
  set('order-sum', money(sum));
  set('order-discount', money(-discount));
  document.getElementById('order-discount-row').hidden = discount === 0;
  set('order-delivery', priceTold ? money(delivery) : '…');
  set('order-total', priceTold ? money(total) : '…');
  set('pay-total', money(total));
  for (const method of ['point', 'home', 'roastery']) {
    set(`price-${method}`, priceTold || method === 'roastery' ? money(deliveryCents(method, sum - discount)) : '…');
  }
}

function show(step, focus) {
  const empty = count() === 0;
  document.getElementById('checkout-body').hidden = empty;
  document.getElementById('checkout-empty').hidden = !empty;
  document.getElementById('stages').hidden = empty;
  for (const other of STEPS) forms[other].hidden = other !== step;
  for (const item of document.querySelectorAll('#stages li')) {
    const here = item.dataset.step === step;
    item.classList.toggle('done', STEPS.indexOf(item.dataset.step) < STEPS.indexOf(step));
    if (here) item.setAttribute('aria-current', 'step'); else item.removeAttribute('aria-current');
  }
  document.title = text(`step.${step}`);
  showSummary();
  if (step === 'shipping' && !priceTold) setTimeout(() => { priceTold = true; showSummary(); }, deliveryPriceDelay());
  if (focus) {
    scrollTo({ top: 0 });
    forms[step].querySelector('input, select').focus({ preventScroll: true });
  }
}

function go(step) {
  // The title first: a tracker reads it when the address changes.
  show(step, true);
  history.pushState({}, '', address(step));
  tellStep(step);
}

function tellStep(step) {
  track('checkoutStep', { props: { step: STEPS.indexOf(step) + 1, name: step } });
}

function thank() {
  const { way } = read('payment');
  const { method, country } = read('shipping');
  const { total, discount } = order();
  const made = {
    id: `P${Date.now().toString(36).toUpperCase()}`,
    at: Date.now(),
    cents: total,
    items: lines().map(item),
    name: read('contact').name,
    props: { delivery: method, country, way, ...(discount > 0 && { coupon: coupon() }) },
  };
  sessionStorage.setItem('paahto.order', JSON.stringify(made));
  sessionStorage.removeItem(KEY);
  clear();
  location.assign(`${root}/thank-you`);
}

for (const [index, step] of STEPS.entries()) {
  const form = forms[step];
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const found = problems(step, read(step));
    showProblems(form, found);
    if (Object.keys(found).length > 0) {
      track('checkoutProblem', { props: { step, fields: Object.keys(found).join(' ') } });
      return;
    }
    keep();
    if (step === 'contact') identify(read('contact').email);
    if (step === 'payment') payFor(read('payment'), thank); else go(STEPS[index + 1]);
  });
}
for (const link of document.querySelectorAll('[data-to]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    go(link.dataset.to);
  });
}
forms.shipping.addEventListener('change', showSummary);
forms.shipping.elements.country.addEventListener('change', ({ target }) => {
  if (!countryLeadsBackToCart(target.value)) return;
  keep();
  location.assign(`${root}/cart`);
});
forms.payment.addEventListener('change', () => {
  document.getElementById('card-fields').hidden = forms.payment.elements.way.value !== 'card';
});
addEventListener('popstate', () => show(stepOfAddress(), false));

restore();
const first = reachable(stepOfAddress());
if (first !== stepOfAddress()) history.replaceState({}, '', address(first));
show(first, false);
if (count() > 0) tellStep(first);
