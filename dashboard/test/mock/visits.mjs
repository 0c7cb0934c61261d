// Made-up sessions of a small shop: the same on every run, with a daily and weekly rhythm.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A small seeded generator (mulberry32). */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const SOURCES = [
  { weight: 30, source: 'Google', channel: 'Organic Search', referrer: 'www.google.com' },
  { weight: 22, source: '', channel: 'Direct', referrer: '' },
  { weight: 12, source: 'Instagram', channel: 'Organic Social', referrer: 'l.instagram.com' },
  { weight: 9, source: 'newsletter', channel: 'Email', referrer: '', utmSource: 'newsletter', utmMedium: 'email', utmCampaign: 'autumn-roast' },
  { weight: 8, source: 'Google', channel: 'Paid Search', referrer: 'www.google.com', utmSource: 'google', utmMedium: 'cpc', utmCampaign: 'brand-fi' },
  { weight: 5, source: 'Facebook', channel: 'Organic Social', referrer: 'm.facebook.com' },
  { weight: 4, source: 'Bing', channel: 'Organic Search', referrer: 'www.bing.com' },
  { weight: 3, source: 'kahvipiiri.fi', channel: 'Referral', referrer: 'kahvipiiri.fi' },
  { weight: 3, source: 'ChatGPT', channel: 'AI Assistants', referrer: 'chatgpt.com' },
  { weight: 2, source: 'Reddit', channel: 'Organic Social', referrer: 'www.reddit.com' },
  { weight: 2, source: 'hs.fi', channel: 'Referral', referrer: 'www.hs.fi' },
];
const COUNTRIES = { FI: 58, SE: 12, EE: 7, DE: 6, NO: 4, GB: 4, US: 3, DK: 2, NL: 2, FR: 1, PL: 1, '': 1 };
const CLIENTS = [
  { weight: 34, device: 'mobile', browser: 'Chrome Mobile', browserVersion: '141', os: 'Android', osVersion: '15', screenClass: 'xs' },
  { weight: 20, device: 'mobile', browser: 'Mobile Safari', browserVersion: '26.1', os: 'iOS', osVersion: '26.1', screenClass: 'xs' },
  { weight: 24, device: 'desktop', browser: 'Chrome', browserVersion: '142', os: 'Windows', osVersion: '11', screenClass: 'xl' },
  { weight: 8, device: 'desktop', browser: 'Firefox', os: 'Linux', screenClass: 'xl' },
  { weight: 7, device: 'desktop', browser: 'Safari', os: 'macOS', screenClass: 'xxl' },
  { weight: 4, device: 'desktop', browser: 'Edge', os: 'Windows', screenClass: 'lg' },
  { weight: 3, device: 'tablet', browser: 'Mobile Safari', os: 'iPadOS', screenClass: 'md' },
];
const ENTRIES = {
  '/': 34,
  '/kahvit': 14,
  '/kahvit/etiopia-yirgacheffe': 11,
  '/kahvit/paahtimon-oma-tumma': 8,
  '/blogi/nain-valmistat-taydellisen-suodatinkahvin-kotona-ilman-kalliita-laitteita': 10,
  '/blogi/mista-kahvin-hapokkuus-tulee-ja-miten-siihen-voi-itse-vaikuttaa-jauhatuksella': 6,
  '/haku': 4,
  '/aukioloajat': 7,
  '/yhteystiedot': 3,
  '/lahjakortti': 3,
};
const NEXT = ['/kahvit', '/kahvit/etiopia-yirgacheffe', '/kahvit/kolumbia-huila', '/kahvit/brasilia-santos', '/', '/tarvikkeet', '/tarvikkeet/kasimylly', '/meista', '/haku'];
const LINKS = { 'https://www.instagram.com/paahto': 5, 'https://maps.example/paahto': 4, 'https://www.posti.fi/seuranta': 3, 'https://kahvipiiri.fi/artikkelit/paahto': 1 };
const FILES = { '/tiedostot/kahviopas.pdf': 4, '/tiedostot/hinnasto-jalleenmyyjille.pdf': 1 };
const SEARCHES = { etiopia: 6, 'v60': 4, lahjakortti: 3, 'kofeiiniton kapseli': 2, matcha: 2, kasimylly: 2 };
/** What the shop does not sell. */
const NOT_FOUND = ['kofeiiniton kapseli', 'matcha'];
const PLANS = { monthly: 5, weekly: 2, yearly: 1 };
const MISSING = { '/kahvit/kenia-vanha': 5, '/ale': 3, '/wp-login.php': 1 };
const LANGUAGES = { 'fi-FI': 60, 'sv-SE': 12, en: 14, 'et-EE': 7, 'de-DE': 6 };
const REGIONS = { FI: { Uusimaa: 5, Pirkanmaa: 2, 'Varsinais-Suomi': 2 } };
const CITIES = { Uusimaa: { Helsinki: 6, Espoo: 3, Vantaa: 2 }, Pirkanmaa: { Tampere: 1 }, 'Varsinais-Suomi': { Turku: 1 } };

const CHECKOUT = ['/kori', '/kassa/osoite', '/kassa/toimitus', '/kassa/maksu', '/kiitos'];

function picker(random, options) {
  const entries = Array.isArray(options) ? options.map((option) => [option, option.weight]) : Object.entries(options);
  const sum = entries.reduce((total, [, weight]) => total + weight, 0);
  return () => {
    let left = random() * sum;
    for (const [option, weight] of entries) if ((left -= weight) < 0) return option;
    return entries[0][0];
  };
}

/** Sessions from `days` before `now` up to now, oldest first. */
export function visits(now, days, perDay, seed) {
  const random = generator(seed);
  const pickSource = picker(random, SOURCES);
  const pickCountry = picker(random, COUNTRIES);
  const pickClient = picker(random, CLIENTS);
  const pickEntry = picker(random, ENTRIES);
  const pickLink = picker(random, LINKS);
  const pickFile = picker(random, FILES);
  const pickSearch = picker(random, SEARCHES);
  const pickPlan = picker(random, PLANS);
  const pickMissing = picker(random, MISSING);
  const pickLanguage = picker(random, LANGUAGES);
  const first = Math.floor(now / DAY) * DAY - days * DAY;
  const sessions = [];
  for (let day = 0; day <= days; day++) {
    const start = first + day * DAY;
    const weekday = new Date(start).getUTCDay();
    const growth = 0.6 + (0.55 * day) / days + 0.08 * Math.sin(day / 9);
    const count = Math.round(perDay * growth * (weekday === 0 || weekday === 6 ? 0.72 : 1) * (0.88 + random() * 0.24));
    for (let n = 0; n < count; n++) {
      // Two humps: before noon and in the evening.
      const hump = random() < 0.45 ? 8.5 : 17;
      const hour = Math.max(0, Math.min(23.9, hump + (random() + random() + random() - 1.5) * 5));
      const at = start + hour * HOUR;
      if (at < now) sessions.push(session(at, sessions.length));
    }
  }
  // A few who are here at this moment.
  for (let n = 0; n < 9; n++) sessions.push(session(now - random() * random() * 28 * 60_000, sessions.length));
  return sessions.sort((one, other) => one.at - other.at);

  function place(country) {
    const region = REGIONS[country] === undefined ? '' : picker(random, REGIONS[country])();
    return { country, region, city: CITIES[region] === undefined ? '' : picker(random, CITIES[region])() };
  }

  function session(at, number) {
    const { weight: _, ...source } = pickSource();
    const { weight: __, ...client } = pickClient();
    const events = [{ at, page: pickEntry(), name: 'pageview' }];
    const view = (page) => events.push({ at: events.at(-1).at + 8_000 + random() * 90_000, page, name: 'pageview' });
    const act = (name, more = {}) => events.push({ at: events.at(-1).at + 5_000, page: events.at(-1).page, name, ...more });
    if (random() > 0.43) for (let more = random() * 6; more > 0; more--) view(NEXT[Math.floor(random() * NEXT.length)]);
    if (random() < 0.05) act('outbound', { props: { url: pickLink() } });
    if (random() < 0.03) act('download', { props: { url: pickFile() } });
    if (random() < 0.06) {
      const term = pickSearch();
      act('search', { props: { term, results: NOT_FOUND.includes(term) ? '0' : '4' } });
    }
    if (random() < 0.012) events.push({ at: events.at(-1).at + 4_000, page: pickMissing(), name: 'pageview', props: { status: '404' } });
    if (events.length > 2 && random() < 0.3) {
      act('add_to_cart', { props: { sku: `K-${100 + Math.floor(random() * 80)}` } });
      const reached = 1 + Math.floor(random() * random() * 9);
      for (const page of CHECKOUT.slice(0, reached)) view(page);
      if (reached >= CHECKOUT.length) act('purchase', { revenue: Math.round((14 + random() * random() * 90) * 100) / 100, props: { coupon: random() < 0.3 ? 'SYKSY15' : '' } });
    }
    if (random() < 0.025) act('newsletter_signup', { props: { plan: pickPlan(), place: random() < 0.7 ? 'footer' : 'popup' } });
    const kept = events.filter((event) => event.at <= now);
    return {
      id: number,
      at,
      visitor: Math.floor(at / DAY) * 100_000 + (random() < 0.86 ? number % 100_000 : Math.max(0, number - 1) % 100_000),
      engaged: (kept.length * 14 + random() * 60) * 1,
      utmSource: '',
      utmMedium: '',
      utmCampaign: '',
      utmTerm: '',
      utmContent: '',
      hostname: 'paahto.example',
      language: pickLanguage(),
      ...place(pickCountry()),
      ...source,
      ...client,
      events: kept,
    };
  }
}
