// Four recipes on one page, each with an address of its own; the dial is drawn on a canvas.
import { drawDial } from './brew-dial.js';
import { root, text } from './text.js';
import { track } from './tracking.js';

/** For one cup: grams of coffee and water, seconds; `pours` are [second, share of the water that is in by then]. */
const WAYS = {
  'pour-over': { coffee: 15, water: 250, seconds: 180, pours: [[0, 0.16], [40, 0.6], [90, 1], [120, 1]] },
  press: { coffee: 17, water: 270, seconds: 300, pours: [[0, 1]] },
  moka: { coffee: 10, water: 90, seconds: 240, pours: [[0, 1]] },
  espresso: { coffee: 18, water: 36, seconds: 28, pours: [[0, 0], [8, 0.25], [28, 1]] },
};

const canvas = document.getElementById('brew-dial');
const cups = document.getElementById('cups');
const tabs = [...document.querySelectorAll('#guide-tabs a')];
const start = document.getElementById('timer-start');
let way = 'pour-over';
let begun = null;
let frame = 0;

const wayOfAddress = () => Object.keys(WAYS).find((one) => location.pathname === `${root}/guide/${one}`) ?? 'pour-over';
const set = (id, words) => { document.getElementById(id).textContent = words; };
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** The share of the water that should be in by now: straight lines between the pours. */
function poured(recipe, at) {
  const next = recipe.pours.findIndex(([second]) => second > at);
  if (next === 0) return 0;
  if (next < 0) return recipe.pours.at(-1)[1];
  const [[from, before], [to, after]] = [recipe.pours[next - 1], recipe.pours[next]];
  return before + ((after - before) * (at - from)) / (to - from);
}

function words(recipe, at, share) {
  if (begun === null) return text('guide.ready');
  if (at >= recipe.seconds) return text('guide.done');
  if (way === 'pour-over' && at < 40) return text('guide.bloom');
  const moving = poured(recipe, at + 1) > share;
  return moving ? text('guide.pour', { water: Math.round(share * recipe.water * cups.value) }) : text('guide.wait');
}

function draw() {
  const recipe = WAYS[way];
  const at = begun === null ? 0 : Math.min(recipe.seconds, (performance.now() - begun) / 1000);
  const share = begun === null ? 0 : poured(recipe, at);
  drawDial(canvas, { time: at / recipe.seconds, water: share, label: clock(recipe.seconds - at) });
  const said = words(recipe, at, share);
  const step = document.getElementById('brew-step');
  if (step.textContent !== said) step.textContent = said;
  frame = begun !== null && at < recipe.seconds ? requestAnimationFrame(draw) : 0;
}

function show() {
  const recipe = WAYS[way];
  cancelAnimationFrame(frame);
  begun = null;
  for (const tab of tabs) tab.setAttribute('aria-selected', String(tab.dataset.way === way));
  document.title = text('guide.title', { way: text(`guide.${way}`) });
  set('way-title', text(`guide.${way}`));
  set('way-words', text(`guide.${way}.words`));
  set('cups-shown', cups.value);
  set('recipe-coffee', text('guide.grams', { number: recipe.coffee * cups.value }));
  set('recipe-water', text('guide.grams', { number: recipe.water * cups.value }));
  set('recipe-time', clock(recipe.seconds));
  draw();
}

for (const tab of tabs) {
  tab.addEventListener('click', (event) => {
    event.preventDefault();
    ({ way } = tab.dataset);
    show();
    if (location.pathname !== new URL(tab.href).pathname) history.pushState({}, '', tab.href);
  });
}
cups.addEventListener('input', show);
start.addEventListener('click', () => {
  cancelAnimationFrame(frame);
  begun = performance.now();
  track('brewTimer', { props: { way, cups: Number(cups.value) } });
  draw();
});
document.getElementById('timer-reset').addEventListener('click', show);
addEventListener('popstate', () => {
  way = wayOfAddress();
  show();
});
way = wayOfAddress();
show();
