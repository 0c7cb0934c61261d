import { add } from './cart-store.js';
import { money } from './money.js';
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
  added.innerHTML = '';
  const link = Object.assign(document.createElement('a'), { href: '/cart', textContent: 'See the cart' });
  added.append(`${line.quantity} × ${line.name}, ${line.size} is in your cart. `, link);
  added.hidden = false;
});
showPrice();
track('productView', { items: [item({ ...chosen(), quantity: 1 })] });
