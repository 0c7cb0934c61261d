// Pages of a made-up shop as rrweb-snapshot records pages, built by hand: header that sticks, a shelf, an inner panel, a shadow root.

let last = 0;

/** An element as rrweb-snapshot writes it; children are elements or texts. */
export function h(tagName, attributes = {}, ...children) {
  return {
    type: 2, id: ++last, tagName, attributes, ...(SVG.has(tagName) ? { isSVG: true } : {}),
    childNodes: children.flat().map((child) => (typeof child === 'string' ? { type: 3, id: ++last, textContent: child } : child)),
  };
}

const SVG = new Set(['svg', 'path', 'circle', 'rect', 'g', 'foreignobject', 'use', 'image']);

/** A host with an open shadow root. */
export function shadow(host, ...children) {
  return { ...host, isShadowHost: true, childNodes: [...children.map((child) => ({ ...child, isShadow: true })), ...host.childNodes] };
}

export function document(title, css, body, head = []) {
  return {
    type: 0, id: ++last, compatMode: 'CSS1Compat',
    childNodes: [
      { type: 1, id: ++last, name: 'html', publicId: '', systemId: '' },
      h('html', { lang: 'fi' }, h('head', {}, h('title', {}, title), h('style', { _cssText: css }, ''), ...head), h('body', {}, ...body)),
    ],
  };
}

export const CSS = `
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 Georgia, serif; color: #2b211b; background: #f7f2ea; }
h1, h2, h3, p, ul { margin: 0; padding: 0; } ul { list-style: none; } a { color: inherit; }
header.top { position: sticky; top: 0; z-index: 5; display: flex; align-items: center; gap: 28px; height: 64px; padding: 0 40px; background: #2b211b; color: #f7f2ea; font-family: Arial, sans-serif; font-size: 15px; }
header.top a { text-decoration: none; } header.top .brand { font: bold 24px Georgia; margin-right: auto; }
.hero { display: grid; grid-template-columns: 1fr 1fr; min-height: 70vh; align-items: center; background: #e6d6bd; }
.hero > div { padding: 40px 64px; } .hero h1 { font-size: 54px; line-height: 1.1; } .hero p { margin: 18px 0 26px; font-size: 19px; max-width: 34em; }
.hero img { width: 100%; height: 100%; object-fit: cover; display: block; }
.button { display: inline-block; padding: 14px 26px; border: 0; border-radius: 4px; background: #9a3b1b; color: #fff; font: bold 16px Arial, sans-serif; text-decoration: none; }
.shelf { padding: 56px 40px; } .shelf h2 { font-size: 32px; margin-bottom: 24px; }
.cards { display: grid; grid-template-columns: repeat(4, 1fr); gap: 24px; }
.card { background: #fff; border: 1px solid #e0d5c4; border-radius: 6px; overflow: hidden; display: flex; flex-direction: column; }
.card img { width: 100%; height: 220px; object-fit: cover; display: block; } .card h3 { padding: 14px 16px 2px; font-size: 20px; } .card h3 a { text-decoration: none; }
.card p { padding: 0 16px 10px; color: #6b5a4d; } .card button { margin: auto 16px 16px; padding: 10px; border: 1px solid #9a3b1b; border-radius: 4px; background: none; color: #9a3b1b; font: bold 15px Arial; }
.words { display: grid; grid-template-columns: 2fr 1fr; gap: 40px; padding: 40px; background: #fff; }
.panel { height: 260px; overflow-y: auto; border: 1px solid #d8cbb8; border-radius: 6px; } .panel li { padding: 14px 18px; border-bottom: 1px solid #eee2d0; }
.letter { padding: 60px 40px; background: #6f4e37; color: #fff; text-align: center; } .letter form { margin-top: 20px; } .letter input { width: 320px; padding: 13px; border: 0; border-radius: 4px; font-size: 16px; }
footer { display: grid; grid-template-columns: repeat(3, 1fr); gap: 20px; padding: 48px 40px 90px; background: #2b211b; color: #d8cbb8; font-family: Arial; font-size: 14px; } footer a { display: block; padding: 3px 0; }
.chat { position: fixed; right: 24px; bottom: 24px; width: 60px; height: 60px; border: 0; border-radius: 30px; background: #1f6f5c; color: #fff; font-size: 24px; }
@media (max-width: 1100px) { .cards { grid-template-columns: repeat(2, 1fr); } .hero h1 { font-size: 40px; } }
@media (max-width: 600px) { header.top { gap: 14px; padding: 0 16px; } header.top .wide { display: none; } .hero, .words { grid-template-columns: 1fr; } .hero > div { padding: 28px 20px; } .hero h1 { font-size: 34px; } .hero img { height: 260px; } .shelf { padding: 36px 16px; } .cards { grid-template-columns: 1fr; } .letter input { width: 100%; } footer { grid-template-columns: 1fr; } }
`;

/** A drawn picture, so that nothing is asked of anybody. */
export function picture(hue, label) {
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 300'><rect width='400' height='300' fill='hsl(${hue} 32% 62%)'/><circle cx='200' cy='150' r='88' fill='hsl(${hue} 36% 30%)'/><circle cx='200' cy='150' r='66' fill='hsl(${hue} 42% 20%)'/><text x='200' y='284' font-family='Georgia' font-size='20' text-anchor='middle' fill='#fff'>${label}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

export const COFFEES = ['Etiopia Yirgacheffe', 'Kolumbia Huila', 'Brasilia Santos', 'Paahtimon oma tumma', 'Kenia Kirinyaga', 'Guatemala Antigua', 'Sumatra Mandheling', 'Kofeiiniton'];

export function top() {
  return h('header', { class: 'top' }, h('a', { class: 'brand', href: '/' }, 'Paahto'), h('nav', { class: 'menu' }, h('a', { href: '/kahvit' }, 'Kahvit'), ' ', h('a', { href: '/tarvikkeet', class: 'wide' }, 'Tarvikkeet'), ' ', h('a', { href: '/meista', class: 'wide' }, 'Meistä')), h('a', { id: 'cart', href: '/kori' }, 'Kori (0)'));
}

export function card(name, at) {
  return h('li', { class: 'card' }, h('a', { href: '/kahvit/x', class: 'shot' }, h('img', { src: picture(at * 37 + 10, name), alt: name })), h('h3', {}, h('a', { href: '/kahvit/x' }, name)), h('p', {}, `${['Kukkainen ja kirkas', 'Makea ja täyteläinen', 'Pähkinäinen', 'Tumma ja tanakka'][at % 4]} · 00,00 €`), h('button', { type: 'button' }, `Lisää koriin: ${name}`));
}

export function foot() {
  const column = (title, ...links) => h('div', {}, h('b', {}, title), ...links.map((link) => h('a', { href: '#' }, link)));
  return h('footer', {}, column('Paahto', 'Meistä', 'Aukioloajat', 'Yhteystiedot'), column('Apua', 'Toimitus', 'Palautukset', 'Maksutavat'), column('Seuraa', 'Instagram', 'Uutiskirje'));
}

/** The coffees, as they are laid out by a browser of any width. `extra` stands before everything, `order` is that of the cards. */
export function shopPage({ extra = [], coffees = COFFEES.map((_, at) => at) } = {}) {
  return document('Kahvit · Paahto', CSS, [
    ...extra,
    top(),
    h('main', {},
      h('section', { class: 'hero' }, h('div', {}, h('h1', {}, 'Juuri paahdettua, kotiovelle'), h('p', {}, 'Pienen paahtimon kahvit pavuista suodattimeen. Paahdamme maanantaisin ja keskiviikkoisin, ja kahvi on perillä kahdessa päivässä.'), h('a', { class: 'button', id: 'tutustu', href: '#kahvit' }, 'Tutustu kahveihin')), h('img', { src: picture(28, 'Paahtimo'), alt: 'Paahtimo' })),
      h('section', { class: 'shelf', id: 'kahvit' }, h('h2', {}, 'Kahvit'), h('ul', { class: 'cards' }, ...coffees.map((at) => card(COFFEES[at], at)))),
      h('section', { class: 'words' }, h('div', {}, h('h2', {}, 'Kuinka valitsen kahvin?'), h('p', {}, 'Vaalea paahto tuo esiin hedelmän ja kukan, tumma paahto suklaan ja pähkinän. Jos et ole varma, aloita keskipaahdosta ja jauha se juuri ennen keittämistä. '.repeat(4)), h('p', {}, 'Kysy meiltä: vastaamme samana päivänä. '.repeat(6))), h('ul', { class: 'panel', id: 'kysymykset' }, ...['Milloin tilaus lähtee?', 'Voiko tilauksen perua?', 'Mikä jauhatus?', 'Säilyykö kahvi pakasteessa?', 'Myyttekö yrityksille?', 'Miten palautan pussin?', 'Onko kahvi luomua?', 'Saako lahjakortin?'].map((text) => h('li', {}, h('a', { href: '#' }, text))))),
      h('section', { class: 'letter' }, h('h2', {}, 'Uutiskirje'), h('form', { action: '/tilaa' }, h('input', { type: 'email', placeholder: 'sähköposti', name: 'email' }), ' ', h('button', { class: 'button', type: 'submit' }, 'Tilaa')), shadow(h('share-box', { class: 'share' }), h('div', {}, h('button', { type: 'button', style: 'margin-top:20px;padding:10px 18px' }, 'Jaa sivu'))))),
    foot(),
    h('button', { class: 'chat', 'aria-label': 'Keskustelu' }, '?'),
  ]);
}
