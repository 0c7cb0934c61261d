// A session of the made-up shop as rrweb records one, built by hand: two pages one after the other, a third in a tab beside them, chunks that
// are missing, a snapshot anew every minute, and all that the recorder notes beside the picture.
import { document as page, h, picture, shopPage, top, foot } from './shop.mjs';

const WINDOW = { width: 1440, height: 900 };
/** Seconds that a chunk holds. */
const CHUNK = 10;
/** The chunks that were lost of the first document: nothing is known up to the next snapshot. */
const LOST = [3];

export const DOCUMENTS = { shop: 'a000000000000001', cart: 'b000000000000002', tab: 'c000000000000003' };
/** Seconds of the session in which each is open. */
const OPEN = { shop: [0, 150], tab: [96, 122], cart: [153, 214] };
export const SECONDS = 214;

const all = (node) => [node, ...(node.childNodes ?? []).flatMap(all)];
const find = (root, test) => all(root).find((node) => node.type === 2 && test(node.attributes, node));
const textIn = (node) => all(node).find(({ type }) => type === 3);

const CART_CSS = `
.cart { max-width: 760px; margin: 48px auto; padding: 32px; background: #fff; border: 1px solid #e0d5c4; border-radius: 6px; }
.cart h1 { margin-bottom: 20px; } .cart label { display: block; margin: 14px 0 4px; font: bold 14px Arial; } .cart input { width: 100%; padding: 12px; border: 1px solid #b7a48c; border-radius: 4px; font-size: 16px; }
.cart .row { display: flex; justify-content: space-between; padding: 12px 0; border-bottom: 1px solid #eee2d0; } .cart .pay { margin-top: 24px; } .wrong { margin-top: 14px; color: #a22; font: 15px Arial; }`;

function cartPage(css) {
  return page('Kassa · Paahto', css + CART_CSS, [
    top(),
    h('main', { class: 'cart' }, h('h1', {}, 'Toimitus ja maksu'),
      h('div', { class: 'row' }, h('span', {}, 'Etiopia Yirgacheffe'), h('b', {}, '00,00 €')),
      h('label', {}, 'Nimi'), h('input', { name: 'name', id: 'nimi' }), h('label', {}, 'Osoite'), h('input', { name: 'address', id: 'osoite' }),
      h('button', { class: 'button pay', type: 'button', id: 'maksa' }, 'Maksa')),
    foot(),
  ]);
}

const move = (at, ids, points) => ({ type: 3, timestamp: at, data: { source: 1, positions: points.map(([x, y], step) => ({ x, y, id: ids, timeOffset: (step - points.length + 1) * 60 })) } });
const click = (at, id, x, y) => [1, 0, 2].map((type, step) => ({ type: 3, timestamp: at + step * 40, data: { source: 2, type, id, x, y } }));
const scroll = (at, id, y) => ({ type: 3, timestamp: at, data: { source: 3, id, x: 0, y } });
const custom = (at, tag, payload) => ({ type: 5, timestamp: at, data: { tag, payload } });
const seconds = (from, to, step = 1) => Array.from({ length: Math.floor((to - from) / step) }, (_, at) => from + at * step);
const text = (at, id, value) => ({ type: 3, timestamp: at, data: { source: 0, texts: [{ id, value }], attributes: [], removes: [], adds: [] } });

const pages = (() => {
  const shop = shopPage();
  const cart = cartPage(shop.childNodes[1].childNodes[0].childNodes[1].attributes._cssText);
  const tab = shopPage({ coffees: [4, 5, 6, 7] });
  return { shop, cart, tab };
})();

const full = (at, node, top = 0) => [
  { type: 4, timestamp: at, data: { href: 'https://paahto.example/', ...WINDOW } },
  { type: 2, timestamp: at + 1, data: { node, initialOffset: { top, left: 0 } } },
];

/** The page with the cart as it was filled. */
function filled(node) {
  const copy = structuredClone(node);
  textIn(find(copy, ({ id }) => id === 'cart')).textContent = 'Kori (1)';
  return copy;
}

function shopEvents() {
  const { shop } = pages;
  const [button, hero, cart] = [find(shop, (_, { childNodes }) => textIn({ childNodes })?.textContent === 'Lisää koriin: Etiopia Yirgacheffe' && _.type === 'button'), find(shop, ({ alt }) => alt === 'Paahtimo'), find(shop, ({ id }) => id === 'cart')];
  return [
    ...full(0, shop),
    custom(20, 'polku:page', { url: 'https://paahto.example/kahvit', title: 'Kahvit · Paahto' }),
    custom(240, 'polku:request', { method: 'GET', url: '/api/tuotteet', status: 200, ms: 143, kind: 'fetch' }),
    custom(900, 'polku:vital', { name: 'LCP', value: 1840, rating: 'good' }),
    custom(1500, 'polku:console', { level: 'warn', text: 'Kuva ladataan hitaalla yhteydellä', count: 1 }),
    ...seconds(1, 12).flatMap((at) => move(at * 1000, hero.id, seconds(0, 8).map((step) => [240 + at * 60 + step * 6, 420 - at * 12 + step * 3]))),
    // Nothing happens where something seems to be: three clicks in a row on the picture.
    ...[13, 13.4, 13.8, 14.2].flatMap((at) => click(at * 1000, hero.id, 1040, 380)),
    ...seconds(15, 20, 0.5).map((at) => scroll(at * 1000, shop.id, (at - 15) * 140)),
    ...seconds(20, 28).map((at) => move(at * 1000, button.id, seconds(0, 6).map((step) => [220 + step * 4, 640 - (at - 20) * 8]))),
    ...click(28_400, button.id, 210, 590),
    text(28_600, textIn(cart).id, 'Kori (1)'),
    custom(28_620, 'polku:request', { method: 'POST', url: '/api/kori', status: 201, ms: 212, kind: 'fetch' }),
    custom(29_200, 'polku:console', { level: 'log', text: 'kori päivitetty: 1 tuote', count: 1 }),
    ...seconds(30, 60).map((at) => move(at * 1000, hero.id, [[300 + at * 4, 300]])),
    ...full(60_000, filled(shop), 700),
    ...seconds(60.5, 70, 0.5).map((at) => scroll(at * 1000, shop.id, 700 + (at - 60) * 40)),
    custom(66_000, 'polku:console', { level: 'error', text: 'TypeError: Cannot read properties of undefined (reading \'price\')', count: 2 }),
    // Then they do something else for half a minute.
    ...seconds(71, 74).map((at) => move(at * 1000, hero.id, [[500, 500]])),
    ...full(120_000, filled(shop), 1080),
    ...seconds(122, 140).map((at) => move(at * 1000, cart.id, seconds(0, 5).map((step) => [400 + (at - 122) * 50 + step * 8, 500 - (at - 122) * 24]))),
    ...seconds(140, 144, 0.5).map((at) => scroll(at * 1000, shop.id, 1080 - (at - 140) * 270)),
    ...click(147_000, cart.id, 1390, 32),
    custom(149_500, 'polku:hidden', {}),
  ];
}

function tabEvents() {
  const { tab } = pages;
  const hero = find(tab, ({ alt }) => alt === 'Paahtimo');
  return [
    ...full(96_000, tab),
    custom(96_040, 'polku:page', { url: 'https://paahto.example/tarvikkeet', title: 'Tarvikkeet · Paahto' }),
    ...seconds(97, 104).map((at) => move(at * 1000, hero.id, seconds(0, 5).map((step) => [200 + (at - 97) * 90 + step * 8, 300 + step * 5]))),
    ...seconds(104, 112, 0.5).map((at) => scroll(at * 1000, tab.id, (at - 104) * 90)),
    ...click(113_000, hero.id, 700, 200),
    ...seconds(114, 121).map((at) => move(at * 1000, hero.id, [[600, 300 + at]])),
  ];
}

function cartEvents() {
  const { cart } = pages;
  const by = (id) => find(cart, (attributes) => attributes.id === id);
  const [name, address, pay] = [by('nimi'), by('osoite'), by('maksa')];
  const type = (at, id, length) => seconds(0, length).map((step) => ({ type: 3, timestamp: at + step * 260, data: { source: 5, id, text: '*'.repeat(step + 1), isChecked: false } }));
  return [
    ...full(153_000, cart),
    custom(153_030, 'polku:page', { url: 'https://paahto.example/kassa/osoite', title: 'Kassa · Paahto' }),
    custom(153_600, 'polku:vital', { name: 'LCP', value: 3120, rating: 'needsImprovement' }),
    ...seconds(154, 160).map((at) => move(at * 1000, name.id, seconds(0, 5).map((step) => [900 - (at - 154) * 60 + step * 4, 200 + (at - 154) * 20]))),
    ...click(160_200, name.id, 560, 300),
    ...type(161_000, name.id, 14),
    ...click(167_000, address.id, 560, 380),
    ...type(168_000, address.id, 18),
    ...seconds(174, 180).map((at) => move(at * 1000, pay.id, [[640 - (at - 174) * 30, 380 + (at - 174) * 12]])),
    ...click(181_000, pay.id, 430, 470),
    custom(181_400, 'polku:request', { method: 'POST', url: '/api/maksu', status: 502, ms: 2140, kind: 'fetch' }),
    { type: 3, timestamp: 183_600, data: { source: 0, texts: [], attributes: [], removes: [], adds: [{ parentId: find(cart, ({ class: name }) => name === 'cart').id, nextId: null, node: { type: 2, id: 990_001, tagName: 'p', attributes: { class: 'wrong' }, childNodes: [{ type: 3, id: 990_002, textContent: 'Maksu ei onnistunut. Yritä uudelleen.' }] } }] } },
    { type: 3, timestamp: 183_610, data: { source: 0, texts: [], attributes: [], removes: [], adds: [{ parentId: 990_001, nextId: null, node: { type: 3, id: 990_002, textContent: 'Maksu ei onnistunut. Yritä uudelleen.' } }] } },
    custom(183_620, 'polku:error', { message: 'PaymentError: gateway timeout', stack: 'PaymentError: gateway timeout\n    at pay (/assets/kassa.js:214:11)\n    at HTMLButtonElement.<anonymous> (/assets/kassa.js:198:5)' }),
    ...[188, 188.5, 189, 189.5].flatMap((at) => click(at * 1000, pay.id, 430, 470)),
    ...seconds(190, 213).map((at) => move(at * 1000, pay.id, [[430 + (at - 190) * 30, 470 - (at - 190) * 14]])),
  ];
}

const recorded = { shop: shopEvents(), cart: cartEvents(), tab: tabEvents() };
for (const events of Object.values(recorded)) events.sort((one, other) => one.timestamp - other.timestamp);

/** The documents of a session that began at `begin`, as far as they have come by `until`, ms of the session. */
export function documentsOf(begin, pagesSeen, until = Infinity) {
  const iso = (at) => new Date(begin + at).toISOString();
  const path = { shop: pagesSeen[0] ?? '/kahvit', cart: pagesSeen[1] ?? '/kassa/osoite', tab: '/tarvikkeet' };
  return Object.entries(DOCUMENTS).filter(([name]) => OPEN[name][0] * 1000 < until).map(([name, document]) => {
    const chunks = chunksOf(name).filter(({ to }) => to <= until);
    const last = chunks.at(-1)?.to ?? OPEN[name][0] * 1000;
    return {
      document, lane: name === 'tab' ? 1 : 0, startedAt: iso(OPEN[name][0] * 1000), endedAt: iso(last), page: path[name],
      chunks: chunks.map(({ sequence, from, to, events, snapshot }) => ({ sequence, parts: 1, from: iso(from), to: iso(to), bytes: JSON.stringify(events).length, events: events.length, snapshot, complete: true })),
    };
  });
}

function chunksOf(name) {
  const [from, to] = OPEN[name].map((second) => second * 1000);
  const found = [];
  for (let begin = from, sequence = 0; begin < to; begin += CHUNK * 1000, sequence++) {
    const events = recorded[name].filter(({ timestamp }) => timestamp >= begin && timestamp < begin + CHUNK * 1000);
    if (events.length === 0 || (name === 'shop' && LOST.includes(sequence))) continue;
    const first = events[0].timestamp;
    found.push({ sequence, from: first, to: Math.max(first + 1, events.at(-1).timestamp, Math.min(to, begin + CHUNK * 1000) - 200), events, snapshot: events.some(({ type }) => type === 2) });
  }
  // Numbers have no holes but where something was lost.
  const lost = name === 'shop' ? LOST : [];
  let number = 0;
  for (const chunk of found) {
    while (lost.includes(number)) number++;
    chunk.sequence = number++;
  }
  return found;
}

export function gapsOf(begin) {
  return [{ document: DOCUMENTS.shop, from: new Date(begin + 30_000).toISOString(), to: new Date(begin + 40_000).toISOString() }];
}

/** The events of so many chunks from one on, in the server's time. */
export function eventsOf(begin, document, from, limit, until = Infinity) {
  const [name] = Object.entries(DOCUMENTS).find(([, id]) => id === document);
  const chunks = chunksOf(name).filter(({ to }) => to <= until);
  const wanted = chunks.filter(({ sequence }) => sequence >= from).slice(0, limit);
  const next = chunks.find(({ sequence }) => sequence > (wanted.at(-1)?.sequence ?? Infinity))?.sequence ?? null;
  return { events: wanted.flatMap(({ events }) => events.map((event) => ({ ...event, timestamp: begin + event.timestamp }))), next, gaps: [] };
}

/** What happened, ms of the session. */
export function marksOf(begin, pagesSeen) {
  const shop = pagesSeen[0] ?? '/kahvit';
  const cart = pagesSeen[1] ?? '/kassa/osoite';
  const hero = 'main>section.hero>img';
  const button = 'section#kahvit>ul.cards>li.card:nth-of-type(1)>button';
  const mark = (at, kind, text, page, document, selector = null, detail = {}) => ({ at: new Date(begin + at).toISOString(), kind, text, page, selector, document: DOCUMENTS[document], detail });
  return [
    mark(20, 'page', 'Kahvit · Paahto', shop, 'shop'),
    mark(900, 'vital', 'LCP', shop, 'shop', null, { value: 1840, rating: 'good' }),
    mark(13_000, 'deadClick', 'Paahtimo', shop, 'shop', hero),
    mark(14_200, 'rageClick', 'Paahtimo', shop, 'shop', hero, { clicks: 4 }),
    mark(28_400, 'click', 'Lisää koriin: Etiopia Yirgacheffe', shop, 'shop', button),
    mark(28_700, 'event', 'add_to_cart', shop, 'shop'),
    mark(66_000, 'error', "TypeError: Cannot read properties of undefined (reading 'price')", shop, 'shop', null, { stack: 'at hinta (/assets/kori.js:44:9)' }),
    mark(96_040, 'page', 'Tarvikkeet · Paahto', '/tarvikkeet', 'tab'),
    mark(113_000, 'click', 'Paahtimo', '/tarvikkeet', 'tab', hero),
    mark(147_000, 'click', 'Kori (1)', shop, 'shop', 'a#cart'),
    mark(153_030, 'page', 'Kassa · Paahto', cart, 'cart'),
    mark(153_600, 'vital', 'LCP', cart, 'cart', null, { value: 3120, rating: 'needsImprovement' }),
    mark(154_000, 'goal', 'Checkout begun', cart, 'cart', null, { goal: 'g3' }),
    mark(160_200, 'form', 'Nimi', cart, 'cart', 'input#nimi'),
    mark(181_000, 'click', 'Maksa', cart, 'cart', 'button#maksa'),
    mark(183_500, 'failedRequest', 'POST /api/maksu', cart, 'cart', null, { method: 'POST', url: '/api/maksu', status: 502 }),
    mark(183_620, 'error', 'PaymentError: gateway timeout', cart, 'cart', null, { stack: 'at pay (/assets/kassa.js:214:11)' }),
    mark(183_700, 'errorClick', 'Maksa', cart, 'cart', 'button#maksa'),
    mark(189_500, 'rageClick', 'Maksa', cart, 'cart', 'button#maksa', { clicks: 4 }),
  ];
}
