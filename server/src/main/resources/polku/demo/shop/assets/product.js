import { add } from './cart-store.js';
import { element } from './element.js';
import { money } from './money.js';
import { grindGuideIsDead } from './planted-problems.js';
import { root, text } from './text.js';
import { item, track } from './tracking.js';

const form = document.getElementById('buy');
const price = document.getElementById('buy-price');
const added = document.getElementById('added');

function chosen() {
  const size = form.querySelector('[name=size]:checked');
  const quantity = Math.max(1, Math.min(20, Math.trunc(Number(form.elements.quantity.value)) || 1));
  return {
    slug: form.dataset.slug,
    name: form.dataset.name,
    roast: form.dataset.roast,
    size: size.value,
    grind: form.elements.grind.value,
    cents: Number(size.dataset.cents),
    quantity,
  };
}

function showPrice() {
  const line = chosen();
  price.textContent = money(line.cents * line.quantity);
}

form.addEventListener('input', showPrice);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const line = chosen();
  add(line);
  track('addToCart', { props: { grind: line.grind }, items: [item(line)] });
  added.replaceChildren(`${text('added', line)} `, element('a', { href: `${root}/cart`, textContent: text('added.see') }));
  added.hidden = false;
});
document.getElementById('show-grind-guide').addEventListener('click', () => {
  if (grindGuideIsDead()) return;
  document.getElementById('grind-guide').showModal();
  track('grindGuide', { props: { product: form.dataset.slug } });
});
showPrice();
track('productView', { items: [item({ ...chosen(), quantity: 1 })] });
