import { track } from './tracking.js';

const buttons = [...document.querySelectorAll('#filters button')];
const cards = [...document.querySelectorAll('#coffees .card')];
const shown = document.getElementById('shown');

function show(roast) {
  for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.roast === roast));
  for (const card of cards) card.hidden = roast !== 'all' && card.dataset.roast !== roast;
  const visible = cards.filter((card) => !card.hidden).length;
  shown.textContent = `${visible} ${visible === 1 ? 'coffee' : 'coffees'}`;
}

for (const button of buttons) {
  button.addEventListener('click', () => {
    show(button.dataset.roast);
    track('filter', { props: { roast: button.dataset.roast } });
  });
}
const asked = new URLSearchParams(location.search).get('roast');
show(buttons.some((button) => button.dataset.roast === asked) ? asked : 'all');
