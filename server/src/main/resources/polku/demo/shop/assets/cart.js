import { change, lines, sumCents } from './cart-store.js';
import { FREE_FROM_CENTS } from './delivery.js';
import { element } from './element.js';
import { money } from './money.js';
import { item, track } from './tracking.js';

function amount(line) {
  const button = (text, label, quantity) => {
    const made = element('button', { type: 'button', textContent: text, ariaLabel: `${label} ${line.name}` });
    made.addEventListener('click', () => {
      const more = quantity - line.quantity;
      track(more > 0 ? 'addToCart' : 'removeFromCart', { items: [item({ ...line, quantity: Math.abs(more) })] });
      change(line, quantity);
    });
    return made;
  };
  const remove = button('Remove', 'Remove', 0);
  remove.className = 'remove';
  return element('div', { className: 'amount' }, button('−', 'One less of', line.quantity - 1),
    element('output', { textContent: String(line.quantity) }), button('+', 'One more of', line.quantity + 1), remove);
}

function row(line) {
  const name = element('a', { className: 'line-name', href: `/coffee/${line.slug}` }, line.name,
    element('span', { className: 'line-options', textContent: `${line.size}, ${line.grind.toLowerCase()}` }));
  return element('li', { className: 'line' }, element('img', { src: `/art/${line.slug}.svg`, alt: '', width: 300, height: 400 }),
    name, element('span', { className: 'line-price', textContent: money(line.cents * line.quantity) }), amount(line));
}

function show() {
  const kept = lines();
  document.getElementById('cart').hidden = kept.length === 0;
  document.getElementById('cart-empty').hidden = kept.length > 0;
  document.getElementById('lines').replaceChildren(...kept.map(row));
  const sum = sumCents();
  document.getElementById('sum').textContent = money(sum);
  document.getElementById('free').textContent = sum >= FREE_FROM_CENTS
    ? 'Delivery to a pick-up point is on us.'
    : `${money(FREE_FROM_CENTS - sum)} more and delivery to a pick-up point is free.`;
}

show();
addEventListener('cart:changed', show);
addEventListener('storage', show);
