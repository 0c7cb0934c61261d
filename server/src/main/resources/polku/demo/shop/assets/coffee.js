import { text } from './text.js';
import { track } from './tracking.js';

const buttons = [...document.querySelectorAll('#filters button')];
const shelf = document.getElementById('coffees');
const cards = [...shelf.children];
const brew = document.getElementById('brew-filter');
const sort = document.getElementById('sort');
const number = (name) => (card) => Number(card.dataset[name]);

const ORDERS = {
  ours: () => 0,
  price: (a, b) => number('cents')(a) - number('cents')(b),
  'price-down': (a, b) => number('cents')(b) - number('cents')(a),
  body: (a, b) => number('body')(b) - number('body')(a),
  name: (a, b) => a.dataset.name.localeCompare(b.dataset.name, 'fi'),
};

let roast = 'all';

function show() {
  for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.roast === roast));
  for (const card of cards) {
    card.hidden = (roast !== 'all' && card.dataset.roast !== roast)
      || (brew.value !== 'all' && !card.dataset.brews.split(' ').includes(brew.value));
  }
  shelf.replaceChildren(...[...cards].sort(ORDERS[sort.value]));
  const count = cards.filter((card) => !card.hidden).length;
  document.getElementById('shown').textContent = text(count === 1 ? 'shown.one' : 'shown', { count });
  document.getElementById('nothing-fits').hidden = count > 0;
}

for (const button of buttons) {
  button.addEventListener('click', () => {
    ({ roast } = button.dataset);
    show();
    track('filter', { props: { roast } });
  });
}
brew.addEventListener('change', () => {
  show();
  track('filter', { props: { brew: brew.value } });
});
sort.addEventListener('change', () => {
  show();
  track('sort', { props: { by: sort.value } });
});
document.getElementById('clear-filters').addEventListener('click', () => {
  roast = 'all';
  brew.value = 'all';
  show();
});
const asked = new URLSearchParams(location.search).get('roast');
if (buttons.some((button) => button.dataset.roast === asked)) roast = asked;
show();
