// Heatmaps of the made-up shop: clicks on its elements in numbers that follow the pageviews of the made-up sessions.
import { answer } from './answer.mjs';
import { COFFEES, shopPage } from './shop.mjs';

const FULL = 32767;
const DEVICES = ['desktop', 'tablet', 'mobile'];
const VIEWPORTS = { desktop: [1440, 900], tablet: [820, 1180], mobile: [390, 844] };
const DOCUMENTS = { desktop: [1440, 2960], tablet: [820, 3900], mobile: [390, 5400] };
/** Pages that look like the shop; of others there is no picture. */
const PICTURED = ['/kahvit', '/', '/tarvikkeet', '/kahvit/etiopia-yirgacheffe', '/kahvit/kolumbia-huila', '/kahvit/brasilia-santos'];

function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const seedOf = (text) => [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)) | 0, 7);

/** What is clicked: how often, around which place of the box, and what goes wrong there. */
export const ELEMENTS = [
  { selector: 'section#kahvit>ul.cards>li.card:nth-of-type(1)>button', tag: 'button', text: `Lisää koriin: ${COFFEES[0]}`, weight: 41, x: 0.5, y: 0.5, after: 0.31 },
  ...COFFEES.slice(1).map((name, at) => ({ selector: `section#kahvit>ul.cards>li.card:nth-of-type(${at + 2})>button`, tag: 'button', text: `Lisää koriin: ${name}`, weight: 11 / (at + 1), x: 0.5, y: 0.5, after: 0.22 })),
  ...COFFEES.map((name, at) => ({ selector: `section#kahvit>ul.cards>li.card:nth-of-type(${at + 1})>a.shot>img`, tag: 'img', text: '', weight: 9 / (at + 1), x: 0.5, y: 0.5, rage: at === 0 ? 0.9 : 0, dead: at === 0 ? 0.5 : 0.02, after: 0.08 })),
  ...COFFEES.map((name, at) => ({ selector: `section#kahvit>ul.cards>li.card:nth-of-type(${at + 1})>h3>a`, tag: 'a', text: name, weight: 6 / (at + 1), x: 0.3, y: 0.5, after: 0.14 })),
  { selector: 'a#tutustu', tag: 'a', text: 'Tutustu kahveihin', weight: 16, x: 0.5, y: 0.5, after: 0.12 },
  { selector: 'a#cart', tag: 'a', text: 'Kori (0)', weight: 12, x: 0.5, y: 0.5, after: 0.4, error: 0.06 },
  { selector: 'header.top>nav.menu>a:nth-of-type(1)', tag: 'a', text: 'Kahvit', weight: 8, x: 0.5, y: 0.5, after: 0.16 },
  { selector: 'header.top>a.brand', tag: 'a', text: 'Paahto', weight: 5, x: 0.4, y: 0.5, after: 0.05 },
  { selector: 'main>section.hero>img', tag: 'img', text: '', weight: 7, x: 0.5, y: 0.4, spread: 0.28, dead: 0.7, rage: 0.1, after: 0.04 },
  { selector: 'main>section.words>div>p:nth-of-type(1)', tag: 'p', text: '', weight: 2, x: 0.3, y: 0.3, spread: 0.3, after: 0.05 },
  { selector: 'ul#kysymykset>li:nth-of-type(1)>a', tag: 'a', text: 'Milloin tilaus lähtee?', weight: 4, x: 0.4, y: 0.5, after: 0.1 },
  { selector: 'ul#kysymykset>li:nth-of-type(7)>a', tag: 'a', text: 'Onko kahvi luomua?', weight: 3, x: 0.4, y: 0.5, after: 0.1 },
  { selector: 'main>section.letter>form>input', tag: 'input', text: '', weight: 3, x: 0.3, y: 0.5, after: 0.2 },
  { selector: 'main>section.letter>form>button.button', tag: 'button', text: 'Tilaa', weight: 2, x: 0.5, y: 0.5, error: 0.3, after: 0.2 },
  { selector: 'main>section.letter>share-box.share>>>div>button', tag: 'button', text: 'Jaa sivu', weight: 1.4, x: 0.5, y: 0.5, after: 0.1 },
  { selector: 'footer>div:nth-of-type(2)>a:nth-of-type(1)', tag: 'a', text: 'Toimitus', weight: 3, x: 0.2, y: 0.5, after: 0.15 },
  { selector: 'button.chat', tag: 'button', text: '?', weight: 6, x: 0.5, y: 0.5, after: 0.11 },
  { selector: 'div.campaign>a.button', tag: 'a', text: 'Syystarjous -15 %', weight: 2.5, x: 0.5, y: 0.5, after: 0.2 },
];

const RATES = { click: 0.9, move: 9, rageClick: 0.06, deadClick: 0.05, errorClick: 0.02 };

function weightOf(element, kind) {
  if (kind === 'rageClick') return element.weight * (element.rage ?? 0.002);
  if (kind === 'deadClick') return element.weight * (element.dead ?? 0.001);
  if (kind === 'errorClick') return element.weight * (element.error ?? 0);
  return element.weight;
}

const VALUES = {
  source: ['Google', '', 'Instagram', 'newsletter', 'Facebook', 'Bing', 'kahvipiiri.fi', 'ChatGPT', 'Reddit', 'hs.fi'],
  channel: ['Organic Search', 'Direct', 'Organic Social', 'Email', 'Paid Search', 'Referral', 'AI Assistants'],
  utmCampaign: ['', 'autumn-roast', 'brand-fi'],
  utmSource: ['', 'newsletter', 'google'],
  returning: ['new', 'returning'],
  converted: ['notConverted', 'converted'],
  country: ['FI', 'SE', 'EE', 'DE', 'NO', 'GB', 'US', 'DK', 'NL'],
  browser: ['Chrome Mobile', 'Mobile Safari', 'Chrome', 'Firefox', 'Safari', 'Edge'],
  os: ['Android', 'iOS', 'Windows', 'Linux', 'macOS'],
  language: ['fi-FI', 'sv-SE', 'en', 'et-EE', 'de-DE'],
};

/** @param world the site with its sessions, goals and groups, as the general answer takes them */
export function heatmapsOf(world) {
  const general = (query) => answer(query, world.site, world.sessions, world.goals, world.groups);
  const onPage = ({ page, pageGroup }) => (page !== undefined ? ['is', 'page', [page]] : ['is', 'pageGroup', [pageGroup]]);

  function samples(question) {
    const rows = general({ metrics: ['pageviews', 'sessions'], dimensions: ['device', 'page'], dateRange: question.dateRange, filters: [...(question.filters ?? []), onPage(question)] }).rows;
    return DEVICES.map((device) => {
      const own = rows.filter(({ dimensions }) => dimensions[0] === device);
      const sum = (at) => own.reduce((total, { metrics }) => total + metrics[at], 0);
      return { device, pageviews: sum(0), sessions: sum(1) };
    });
  }

  const nameOf = ({ page, pageGroup }) => page ?? pageGroup;
  const sampleOf = (question) => samples(question).find(({ device }) => device === question.device);

  function query(question) {
    const { pageviews, sessions } = sampleOf(question);
    const random = generator(seedOf(JSON.stringify([nameOf(question), question.device, question.kind])));
    const bell = () => (random() + random() + random() + random() - 2) / 2;
    const total = ELEMENTS.reduce((sum, element) => sum + weightOf(element, question.kind), 0);
    const values = question.by ? VALUES[question.by] : null;
    const elements = [];
    const points = { element: [], x: [], y: [], pageX: [], pageY: [], documentWidth: [], count: [], ...(values === null ? {} : { value: [] }) };
    const counts = ELEMENTS.map((element) => ({ element, count: Math.round((weightOf(element, question.kind) / total) * RATES[question.kind] * pageviews) }))
      .filter(({ count }) => count > 0)
      .sort((one, other) => other.count - one.count);
    const [width, height] = DOCUMENTS[question.device];
    for (const [at, { element, count }] of counts.entries()) {
      elements.push({ selector: element.selector, tag: element.tag, text: element.text, count });
      for (let left = count; left > 0; left--) {
        const spread = element.spread ?? (question.kind === 'move' ? 0.45 : 0.22);
        points.element.push(at);
        points.x.push(Math.round(Math.max(0, Math.min(1, element.x + bell() * spread)) * FULL));
        points.y.push(Math.round(Math.max(0, Math.min(1, element.y + bell() * spread)) * FULL));
        points.pageX.push(Math.round(width * (0.45 + bell() * 0.1)));
        points.pageY.push(Math.round(height * (0.1 + bell() * 0.02)));
        points.documentWidth.push(width);
        points.count.push(1);
        if (values !== null) points.value.push(Math.min(values.length - 1, Math.floor(random() * random() * values.length * (element.after > 0.25 ? 1.3 : 1))));
      }
    }
    return { samples: samples(question), interactions: points.count.length, sessions: Math.round(sessions * 0.7), elements, values, points };
  }

  function scroll(question) {
    const { pageviews, sessions } = sampleOf(question);
    const fold = VIEWPORTS[question.device][1] / DOCUMENTS[question.device][1];
    const drops = [[0.22, 0.1], [0.5, 0.34], [0.78, 0.22], [0.93, 0.2]];
    const share = (at) => (at <= fold ? 1 : drops.reduce((rest, [place, part]) => rest - part / (1 + Math.exp((place - at) * 40)), 1));
    const reach = Array.from({ length: 1000 }, (_, at) => Math.round(pageviews * Math.max(0, share((at + 1) / 1000))));
    const seconds = Array.from({ length: 1000 }, (_, at) => pageviews * (3 + 14 * Math.exp(-(((at - 330) / 130) ** 2)) + 5 * Math.exp(-((at / 160) ** 2))) * share(at / 1000));
    return {
      samples: samples(question), pageviews, sessions, reach,
      averageDepth: pageviews === 0 ? null : reach.reduce((sum, one) => sum + one, 0) / 1000 / pageviews,
      averageFold: pageviews === 0 ? null : fold, foldPx: VIEWPORTS[question.device][1] - 40, documentHeight: DOCUMENTS[question.device][1],
      attention: { pageviews, seconds },
    };
  }

  /** The rows of one side, by selector. */
  function sides(question) {
    const { sessions } = sampleOf(question);
    const kinds = Object.fromEntries(['click', 'rageClick', 'deadClick', 'errorClick'].map((kind) => [kind, query({ ...question, kind })]));
    const clicks = kinds.click.interactions;
    return kinds.click.elements.map(({ selector, tag, text, count }) => {
      const known = ELEMENTS.find((one) => one.selector === selector);
      const of = (kind) => kinds[kind].elements.find((one) => one.selector === selector)?.count ?? 0;
      const clicked = Math.min(sessions, Math.round(count * 0.82));
      return {
        selector, tag, text, clicks: count, share: clicks === 0 ? null : count / clicks, sessions: clicked, clickRate: sessions === 0 ? null : clicked / sessions,
        rageClicks: of('rageClick'), deadClicks: of('deadClick'), errorClicks: of('errorClick'),
        hesitationSeconds: 0.6 + (seedOf(selector) & 15) / 6, conversionsAfter: Math.round(clicked * known.after), conversionRateAfter: clicked === 0 ? null : known.after,
        compared: null, pValue: null,
      };
    });
  }

  function elements(question) {
    const rows = sides(question);
    const { compare } = question;
    let comparedSamples = null;
    if (compare) {
      const other = { ...question, ...compare };
      const others = new Map(sides(other).map((row) => [row.selector, row]));
      comparedSamples = samples(other);
      const [now, before] = [sampleOf(question).sessions, sampleOf(other).sessions];
      for (const row of rows) {
        const match = others.get(row.selector) ?? { clicks: 0, sessions: 0, clickRate: before === 0 ? null : 0 };
        // Something changed on the page: the first picture is clicked less, the chat more.
        const factor = row.selector.includes('chat') ? 0.25 : row.selector.includes('(1)>a.shot') ? 2.2 : 1;
        const sessions = Math.min(before, Math.round(match.sessions * factor));
        row.compared = { clicks: Math.round(match.clicks * factor), sessions, clickRate: before === 0 ? null : sessions / before };
        row.pValue = twoProportions(row.sessions, now, sessions, before);
      }
    }
    const [by, way] = question.orderBy?.[0] ?? ['clicks', 'desc'];
    rows.sort((one, other) => (way === 'desc' ? (other[by] ?? -1) - (one[by] ?? -1) : (one[by] ?? -1) - (other[by] ?? -1)));
    return { samples: samples(question), comparedSamples, rows: rows.slice(0, question.limit ?? 100), meta: { total: rows.length, nextCursor: null } };
  }

  function zones(question) {
    const { sessions, pageviews } = sampleOf(question);
    const { reach } = scroll(question);
    const clicks = new Map(query({ ...question, kind: 'click' }).elements.map(({ selector, count }) => [selector, count]));
    return {
      rows: question.zones.map(({ id, selectors, top, bottom, alwaysInView }) => {
        const own = selectors.reduce((sum, selector) => sum + (clicks.get(selector) ?? 0), 0);
        const exposed = alwaysInView ? pageviews : reach[Math.min(999, Math.floor((top + bottom) / 2))];
        const clicked = Math.min(sessions, Math.round(own * 0.8));
        return {
          id, clicks: own, clickedSessions: clicked, clickRate: sessions === 0 ? null : clicked / sessions, exposedPageviews: exposed, exposure: pageviews === 0 ? null : exposed / pageviews,
          seconds: exposed * 4.2, attractiveness: exposed === 0 ? null : Math.min(1, (own * 1.1) / exposed), revenue: Math.round(own * 1.7 * 100) / 100, purchases: Math.round(own * 0.06),
        };
      }),
    };
  }

  function element(question) {
    const rows = general({ metrics: ['pageviews', 'sessions'], dateRange: question.dateRange, interval: question.interval, filters: [...(question.filters ?? []), onPage(question), ['is', 'device', [question.device]]] }).rows;
    const part = (ELEMENTS.find(({ selector }) => selector === question.selector)?.weight ?? 0) / 190;
    return { rows: rows.map(({ dimensions: [start], metrics: [views, sessions] }) => ({ start, clicks: Math.round(views * part), sessions: Math.round(sessions * part) })) };
  }

  function pages({ dateRange, filters = [], search = '', grouped = false, device, orderBy, limit = 100 }) {
    const dimension = grouped ? 'pageGroup' : 'page';
    const rows = general({ metrics: ['pageviews', 'sessions'], dimensions: [dimension, 'device'], dateRange, filters, limit: 10_000 }).rows;
    const found = new Map();
    for (const { dimensions: [page, on], metrics: [pageviews, sessions] } of rows) {
      if (!page.toLowerCase().includes(search.toLowerCase()) || (device !== undefined && on !== device)) continue;
      const row = found.get(page) ?? { page, pageviews: 0, sessions: 0, devices: { desktop: 0, tablet: 0, mobile: 0 } };
      row.pageviews += pageviews;
      row.sessions += sessions;
      row.devices[on] += pageviews;
      found.set(page, row);
    }
    const all = [...found.values()].map((row) => {
      const trouble = (seedOf(row.page) & 31) / 31;
      const clicks = Math.round(row.pageviews * (0.6 + trouble));
      const rageClicks = Math.round(row.sessions * 0.05 * trouble);
      return {
        ...row, clicks, clicksPerView: clicks / row.pageviews, rageClicks, rageRate: row.sessions === 0 ? null : rageClicks / row.sessions, deadClicks: Math.round(rageClicks * 0.7), errorClicks: Math.round(rageClicks * 0.1),
        averageDepth: 0.45 + trouble * 0.4, score: Math.round(rageClicks * 100) / 100,
      };
    });
    const [by, way] = orderBy?.[0] ?? ['score', 'desc'];
    all.sort((one, other) => ((way === 'desc' ? -1 : 1) * (one[by] - other[by])) || (one.page < other.page ? -1 : 1));
    return { rows: all.slice(0, limit), meta: { total: all.length, nextCursor: null } };
  }

  return { query, scroll, elements, zones, element, pages };
}

function twoProportions(a, n, b, m) {
  if (n === 0 || m === 0) return null;
  const p = (a + b) / (n + m);
  const error = Math.sqrt(p * (1 - p) * (1 / n + 1 / m));
  if (error === 0) return 1;
  const z = Math.abs(a / n - b / m) / error;
  return Math.min(1, Math.exp(-0.717 * z - 0.416 * z * z));
}

/** What the pages of the shop look like: this week's version and one of before. */
export function versionsOf({ page, pageGroup, device }, now) {
  const all = page === undefined && pageGroup === undefined;
  const wanted = PICTURED.filter((one) => all || one === page || (pageGroup === 'Coffees' ? one.startsWith('/kahvit/') : one === pageGroup));
  return (device === undefined ? DEVICES : [device]).flatMap((on) => wanted.flatMap((one) => versions(one, on, now).filter(({ isDefault }) => isDefault || !all)));
}

function versions(pageName, device, now) {
  const one = (page, id, days, isDefault) => ({
    id, page, device, firstSeenAt: new Date(now - days * 864e5).toISOString(), lastSeenAt: new Date(now - (isDefault ? 0 : 14) * 864e5).toISOString(), takenAt: new Date(now - days * 864e5).toISOString(),
    takenBy: isDefault ? 'visitor' : 'owner', visitors: isDefault ? 214 : 96, viewport: VIEWPORTS[device], document: DOCUMENTS[device], usable: true, isDefault,
  });
  return [one(pageName, '00c0ffee00c0ffee', 14, true), one(pageName, '0ddba11000000001', 60, false)];
}

export function snapshotOf(id, page, device) {
  const banner = id === '0ddba11000000001' ? [bannerNode()] : [];
  return { id, page, device, title: 'Kahvit · Paahto', viewport: VIEWPORTS[device], document: DOCUMENTS[device], snapshot: shopPage({ extra: banner }) };
}

/** What once stood above everything. */
function bannerNode() {
  return {
    type: 2, id: 900_001, tagName: 'div', attributes: { class: 'campaign', style: 'padding:14px;background:#c9a227;text-align:center' },
    childNodes: [{ type: 2, id: 900_002, tagName: 'a', attributes: { class: 'button', href: '#' }, childNodes: [{ type: 3, id: 900_003, textContent: 'Syystarjous -15 %' }] }],
  };
}

/** The empty document in which snapshots are rebuilt, with the policy that the server gives it. */
export const BACKDROP_POLICY = "default-src 'none'; img-src data: https://paahto.example; style-src 'unsafe-inline' https://paahto.example; font-src data: https://paahto.example; frame-ancestors 'self'; sandbox allow-same-origin";
export const BACKDROP = '<!doctype html><html><head><meta charset="utf-8"><title>Backdrop</title></head><body></body></html>';
