// Stands in for the API while the dashboard is developed and tested; serves the built dashboard like the real server does.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { answer, properties, realtime, table, values } from './answer.mjs';
import { BACKDROP, BACKDROP_POLICY, heatmapsOf, snapshotOf, versionsOf } from './heatmaps.mjs';
import { replaysOf, replayState, RULES } from './replays.mjs';
import { visits } from './visits.mjs';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

export const PASSWORD = 'three wise words';

/** Programs that read a site: a few names, more of them as the days go on. */
function crawlers(site, { from, to }) {
  const days = [];
  for (let at = Date.parse(from) + 12 * 3_600_000; at < Date.parse(to); at += 864e5) {
    const number = Math.floor(at / 864e5);
    days.push({ day: new Date(at).toISOString().slice(0, 10), bots: 40 + ((number * 37) % 23), ai: 12 + ((number * 53) % 31) });
  }
  const sum = (name) => days.reduce((total, day) => total + day[name], 0);
  const part = (events, names) => ({ events, crawlers: Object.entries(names).map(([name, share]) => ({ name, events: Math.round(events * share) })) });
  return {
    bots: part(sum('bots'), { Googlebot: 0.52, Bingbot: 0.24, Applebot: 0.13, 'AhrefsBot': 0.11 }),
    ai: part(sum('ai'), { GPTBot: 0.44, ClaudeBot: 0.31, PerplexityBot: 0.25 }),
    days,
  };
}

class Refusal extends Error {
  constructor(status, title, kind) {
    super(title);
    this.status = status;
    this.type = kind === undefined ? 'about:blank' : `urn:polku:problem:${kind}`;
  }
}

/**
 * @param now the mock's clock, in milliseconds
 * @returns the state, which tests may change (`setupRequired`, `signedIn`, `failing`, `latency`), and the request handler
 */
export function mock({ now = () => Date.now(), files = null, signedIn = false } = {}) {
  const site = (id, domain, more = {}) => ({ id, name: domain, domain, aliases: [], timezone: 'Europe/Helsinki', currency: 'EUR', excludedAddresses: [], queryParameters: [], replay: RULES, createdAt: new Date(now()).toISOString(), ...more });
  const state = {
    setupRequired: false,
    user: { id: 'u1', email: 'kaisa@paahto.example', role: 'owner', language: 'auto', theme: 'auto' },
    signedIn,
    /** Answers queries with this status instead, when set. */
    failing: null,
    /** Whether the stream of realtime is there. */
    streaming: true,
    /** Milliseconds that every answer waits. */
    latency: 0,
    sites: [site('paahto000001', 'paahto.example', { replay: { ...RULES, recorded: true } }), site('blog00000001', 'kaisa.blog', { timezone: 'America/New_York', currency: 'USD' }), site('new000000001', 'uusi-kauppa.example')],
    firstEventAt: {},
    goals: {
      paahto000001: [
        { id: 'g1', name: 'Order', page: null, event: 'purchase', value: null },
        { id: 'g2', name: 'Newsletter', page: null, event: 'newsletter_signup', value: 2 },
        { id: 'g3', name: 'Checkout begun', page: '/kassa/**', event: null, value: null },
      ],
    },
    keys: [{ id: 'k1', name: 'Order feed', rights: ['ingest'], createdAt: new Date(now() - 864e5 * 12).toISOString() }],
    password: PASSWORD,
    notes: {
      paahto000001: [
        { id: 'n1', at: '2026-10-30T22:00:00Z', text: 'New checkout' },
        { id: 'n2', at: '2026-11-16T07:30:00Z', text: 'Newsletter: autumn roast' },
      ],
    },
    groups: { paahto000001: [{ id: 'r1', name: 'Coffees', pattern: '/kahvit/*' }] },
    groupSuggestions: [{ pattern: '/blogi/*', pages: 2, pageviews: 3417, examples: ['/blogi/nain-valmistat-taydellisen-suodatinkahvin', '/blogi/mista-kahvin-hapokkuus'] }],
    /** What the server finds when it looks at a page. */
    findings: [{ code: 'snippetMissing', detail: null }, { code: 'tagManager', detail: null }],
    /** What came and was not counted, by site. */
    leftOut: {
      new000000001: [
        { reason: 'otherHost', name: 'shop.example.net', pageviews: 12, events: 31, lastAt: '2026-11-19T13:38:20Z' },
        { reason: 'otherHost', name: 'localhost', pageviews: 1, events: 1, lastAt: '2026-11-19T11:02:07Z' },
        { reason: 'excludedAddress', name: null, pageviews: 3, events: 17, lastAt: '2026-11-19T13:31:44Z' },
        { reason: 'optedOut', name: null, pageviews: 0, events: 2, lastAt: '2026-11-18T20:15:00Z' },
        { reason: 'bot', name: 'HeadlessChrome', pageviews: 4, events: 9, lastAt: '2026-11-19T12:00:00Z' },
        { reason: 'aiCrawler', name: 'GPTBot', pageviews: 1, events: 1, lastAt: '2026-11-19T12:10:00Z' },
      ],
    },
    suggestions: {
      paahto000001: [
        { name: '/kiitos', page: '/kiitos', event: null, reason: 'thankYouPage', count: 214 },
        { name: 'add_to_cart', page: null, event: 'add_to_cart', reason: 'event', count: 1320 },
      ],
    },
    /** Refuses every deletion with this status, when set. */
    undeletable: null,
    /** What a page looks like instead, when set: a snapshot's answer. */
    snapshot: null,
    /** Whether pages have pictures at all. */
    pictured: true,
    ...replayState(),
    requests: [],
  };
  const data = { paahto000001: visits(now(), 400, 190, 1), blog00000001: visits(now(), 40, 60, 2) };
  for (const id of Object.keys(data)) state.firstEventAt[id] = new Date(data[id][0].at).toISOString();

  const siteOf = (id) => state.sites.find((one) => one.id === id) ?? refuse(404, 'There is no such site.');
  const refuse = (status, title, kind) => {
    throw new Refusal(status, title, kind);
  };
  const replayed = (id) => replaysOf({ site: siteOf(id), sessions: data[id] ?? [], goals: state.goals[id] ?? [], groups: state.groups[id] ?? [], state, now });
  const toggled = (set, id, on) => {
    if (on) set.add(id);
    else set.delete(id);
  };
  const session = () => ({ user: state.user, csrfToken: 'csrf-1' });

  const routes = [
    ['GET', /^\/setup$/, () => ({ required: state.setupRequired }), 'open'],
    ['POST', /^\/setup$/, (body) => {
      if (body.token !== 'first-run') refuse(403, 'The set-up link is not valid.');
      state.setupRequired = false;
      state.signedIn = true;
      return session();
    }, 'open'],
    ['POST', /^\/session$/, (body) => {
      if (body.password !== state.password) refuse(401, 'Wrong credentials');
      state.signedIn = true;
      return session();
    }, 'open'],
    ['GET', /^\/session$/, session],
    ['DELETE', /^\/session$/, () => {
      state.signedIn = false;
    }],
    ['GET', /^\/sites$/, () => ({ sites: state.sites })],
    ['POST', /^\/sites$/, (body) => {
      const made = site(`site${String(state.sites.length).padStart(8, '0')}`, body.domain, body);
      state.sites.push(made);
      return made;
    }],
    ['PATCH', /^\/sites\/([^/]+)$/, ({ replay, ...body }, id) => Object.assign(siteOf(id), body, { replay: { ...siteOf(id).replay, ...replay } })],
    ['DELETE', /^\/sites\/([^/]+)$/, (_, id) => {
      state.sites = state.sites.filter((one) => one !== siteOf(id));
    }],
    ['GET', /^\/sites\/([^/]+)\/status$/, (_, id) => ({ firstEventAt: state.firstEventAt[siteOf(id).id] ?? null, lastEventAt: state.firstEventAt[id] === undefined ? null : new Date(now() - 41_000).toISOString() })],
    ['GET', /^\/sites\/([^/]+)\/goals$/, (_, id) => ({ goals: state.goals[siteOf(id).id] ?? [] })],
    ['POST', /^\/sites\/([^/]+)\/goals$/, (body, id) => {
      const made = { id: `g${Date.now()}`, ...body };
      (state.goals[id] ??= []).push(made);
      return made;
    }],
    ['DELETE', /^\/sites\/([^/]+)\/goals\/([^/]+)$/, (_, id, goal) => {
      state.goals[id] = state.goals[id].filter((one) => one.id !== goal);
    }],
    ['GET', /^\/sites\/([^/]+)\/realtime$/, (_, id) => realtime(data[siteOf(id).id] ?? [], now())],
    ['POST', /^\/sites\/([^/]+)\/query$/, (body, id) => {
      if (state.failing !== null) refuse(state.failing, 'The query was too heavy.');
      return answer(body, siteOf(id), data[id] ?? [], state.goals[id] ?? [], state.groups[id]);
    }],
    ['GET', /^\/sites\/([^/]+)\/values$/, (_, id, query) => values(query.dimension, data[siteOf(id).id] ?? [], query)],
    ['GET', /^\/sites\/([^/]+)\/goals\/suggestions$/, (_, id) => ({ suggestions: state.suggestions[siteOf(id).id] ?? [] })],
    ['PATCH', /^\/sites\/([^/]+)\/goals\/([^/]+)$/, (body, id, goal) => Object.assign(state.goals[id].find((one) => one.id === goal) ?? refuse(404, 'There is no such goal.'), body)],
    ['GET', /^\/sites\/([^/]+)\/check$/, (_, id, query) => ({ url: query.url, status: 200, findings: state.findings, since: '2026-11-17T22:00:00Z', leftOut: state.leftOut[siteOf(id).id] ?? [] })],
    ['GET', /^\/sites\/([^/]+)\/notes$/, (_, id) => ({ notes: state.notes[siteOf(id).id] ?? [] })],
    ['POST', /^\/sites\/([^/]+)\/notes$/, (body, id) => {
      const notes = (state.notes[id] ??= []);
      notes.push({ id: `n${notes.length + 1}`, ...body });
      notes.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
      return notes.find(({ text }) => text === body.text);
    }],
    ['PATCH', /^\/sites\/([^/]+)\/notes\/([^/]+)$/, (body, id, note) => Object.assign(state.notes[id].find((one) => one.id === note), body)],
    ['DELETE', /^\/sites\/([^/]+)\/notes\/([^/]+)$/, (_, id, note) => {
      state.notes[id] = state.notes[id].filter((one) => one.id !== note);
    }],
    ['GET', /^\/sites\/([^/]+)\/groups$/, (_, id) => ({ groups: state.groups[siteOf(id).id] ?? [] })],
    ['GET', /^\/sites\/([^/]+)\/groups\/suggestions$/, (_, id) => ({
      suggestions: state.groupSuggestions.filter(({ pattern }) => !(state.groups[id] ?? []).some((group) => group.pattern === pattern)),
    })],
    ['POST', /^\/sites\/([^/]+)\/groups$/, (body, id) => {
      const groups = (state.groups[id] ??= []);
      if (groups.some(({ name }) => name === body.name)) refuse(409, 'There is a group of that name.');
      groups.push({ id: `r${groups.length + 1}`, ...body });
      return groups.at(-1);
    }],
    ['PATCH', /^\/sites\/([^/]+)\/groups\/([^/]+)$/, (body, id, group) => Object.assign(state.groups[id].find((one) => one.id === group), body)],
    ['DELETE', /^\/sites\/([^/]+)\/groups\/([^/]+)$/, (_, id, group) => {
      state.groups[id] = state.groups[id].filter((one) => one.id !== group);
    }],
    ['GET', /^\/sites\/([^/]+)\/crawlers$/, (_, id, query) => crawlers(siteOf(id), query)],
    ['POST', /^\/sites\/([^/]+)\/heatmaps\/(query|scroll|elements|zones|element|pages)$/, (body, id, part) => {
      if (state.failing !== null) refuse(state.failing, 'The query was too heavy.');
      return heatmapsOf({ site: siteOf(id), sessions: data[id] ?? [], goals: state.goals[id] ?? [], groups: state.groups[id] ?? [] })[part](body);
    }],
    ['GET', /^\/sites\/([^/]+)\/snapshots$/, (_, id, query) => ({ versions: siteOf(id).id === 'paahto000001' && state.pictured ? versionsOf(query, now()) : [] })],
    ['GET', /^\/sites\/([^/]+)\/snapshots\/([0-9a-f]{16})$/, (_, id, version, { page, device }) => ({ ...snapshotOf(version, page, device), ...state.snapshot })],
    ['POST', /^\/sites\/([^/]+)\/links$/, ({ url }) => ({ url: `${url}#polku=signed`, expiresAt: new Date(now() + 36e5).toISOString() })],
    ['POST', /^\/sites\/([^/]+)\/replays\/query$/, (body, id) => {
      if (state.failing !== null) refuse(state.failing, 'The query was too heavy.');
      return replayed(id).query(body);
    }],
    ['POST', /^\/sites\/([^/]+)\/replays\/quantify$/, (body, id) => replayed(id).quantify(body)],
    ['GET', /^\/sites\/([^/]+)\/replays\/usage$/, (_, id) => replayed(id).usage()],
    ['GET', /^\/sites\/([^/]+)\/replays\/searches$/, () => ({ searches: state.searches })],
    ['POST', /^\/sites\/([^/]+)\/replays\/searches$/, (body) => {
      state.searches.push({ id: `q${state.searches.length + 1}`, ...body });
      return state.searches.at(-1);
    }],
    ['DELETE', /^\/sites\/([^/]+)\/replays\/searches\/([^/]+)$/, (_, id, search) => {
      state.searches = state.searches.filter((one) => one.id !== search);
    }],
    ['GET', /^\/sites\/([^/]+)\/replays\/(\d+)$/, (_, id, one) => replayed(id).replay(one) ?? refuse(404, 'There is no such recording.')],
    ['GET', /^\/sites\/([^/]+)\/replays\/(\d+)\/events$/, (_, id, one, query) => replayed(id).events(one, query)],
    ['GET', /^\/sites\/([^/]+)\/replays\/(\d+)\/export$/, (_, id, one) => ({ version: 1, session: one, documents: [] })],
    ['DELETE', /^\/sites\/([^/]+)\/replays\/(\d+)$/, (_, id, one) => {
      state.removed.add(one);
    }],
    ['PUT', /^\/sites\/([^/]+)\/replays\/(\d+)\/pin$/, (_, id, one) => toggled(state.pins, one, true)],
    ['DELETE', /^\/sites\/([^/]+)\/replays\/(\d+)\/pin$/, (_, id, one) => toggled(state.pins, one, false)],
    ['PUT', /^\/sites\/([^/]+)\/replays\/(\d+)\/watched$/, (_, id, one) => toggled(state.watched, one, true)],
    ['POST', /^\/sites\/([^/]+)\/replays\/(\d+)\/notes$/, (body, id, one) => {
      const notes = (state.replayNotes[one] ??= []);
      notes.push({ id: `rn${notes.length + 1}`, ...body });
      return notes.at(-1);
    }],
    ['DELETE', /^\/sites\/([^/]+)\/replays\/(\d+)\/notes\/([^/]+)$/, (_, id, one, note) => {
      state.replayNotes[one] = state.replayNotes[one].filter((other) => other.id !== note);
    }],
    ['POST', /^\/sites\/([^/]+)\/replays\/(\d+)\/shares$/, (_, id, one) => ({ url: `/shared/replays/${one}#token=shared`, expiresAt: new Date(now() + 7 * 864e5).toISOString() })],
    ['GET', /^\/shared\/replays\/(\d+)$/, (_, one) => replayed('paahto000001').replay(one), 'shared'],
    ['GET', /^\/shared\/replays\/(\d+)\/events$/, (_, one, query) => replayed('paahto000001').events(one, query), 'shared'],
    ['PATCH', /^\/user$/, ({ language, theme, currentPassword, newPassword }) => {
      if (newPassword !== undefined && currentPassword !== state.password) refuse(403, 'The current password is another.', 'wrong-password');
      state.password = newPassword ?? state.password;
      Object.assign(state.user, language && { language }, theme && { theme });
      return session();
    }],
    ['GET', /^\/sites\/([^/]+)\/properties$/, (_, id) => ({ properties: properties(data[siteOf(id).id] ?? [], now() - 30 * 864e5, now()) })],
    ['GET', /^\/keys$/, () => ({ keys: state.keys })],
    ['POST', /^\/keys$/, (body) => {
      const made = { id: `k${state.keys.length + 1}`, ...body, createdAt: new Date(now()).toISOString() };
      state.keys.push(made);
      return { ...made, key: 'polku_7Qm2vX9cR4tLw8ZbN1yKd6Hs3Jf5Ga0E' };
    }],
    ['DELETE', /^\/keys\/([^/]+)$/, (_, id) => {
      state.keys = state.keys.filter((key) => key.id !== id);
    }],
  ];

  async function api(request, path, query) {
    let text = '';
    for await (const chunk of request) text += chunk;
    const body = text === '' ? undefined : JSON.parse(text);
    state.requests.push({ method: request.method, path, body });
    for (const [method, pattern, handle, access] of routes) {
      const match = pattern.exec(path);
      if (match === null || method !== request.method) continue;
      if (access === 'shared') {
        if (request.headers.authorization !== 'Bearer shared') refuse(403, 'The link has expired, or is for something else.');
      } else if (access !== 'open') {
        if (!state.signedIn) refuse(401, 'Sign in first.');
        if (method === 'DELETE' && state.undeletable !== null) refuse(state.undeletable, 'It cannot be deleted now.');
        if (method !== 'GET' && request.headers['x-polku-csrf'] !== 'csrf-1') refuse(403, 'The CSRF token is missing.');
      }
      if (state.latency > 0) await new Promise((done) => setTimeout(done, state.latency));
      return handle(body, ...match.slice(1), query);
    }
    return refuse(404, 'There is nothing at this address.');
  }

  async function file(path) {
    const wanted = extname(path) === '' ? '/index.html' : path;
    return { type: TYPES[extname(wanted)] ?? 'application/octet-stream', body: await readFile(join(files, wanted)) };
  }

  /** The stream of realtime: a picture at once, and a new one whenever `tell` is called. */
  const listeners = new Set();
  function stream(id, response) {
    if (!state.signedIn) refuse(401, 'Sign in first.');
    if (!state.streaming) refuse(503, 'Too many are watching.');
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    const send = () => response.write(`event: realtime\ndata: ${JSON.stringify(realtime(data[siteOf(id).id] ?? [], now()))}\n\n`);
    response.write('retry: 200\n\n');
    send();
    const listener = { send, end: () => response.end() };
    listeners.add(listener);
    response.on('close', () => listeners.delete(listener));
  }

  /** A visitor does something at this moment, and all who watch see it. */
  state.happen = (id, page, name = 'pageview') => {
    const like = data[id].at(-1);
    data[id].push({ ...like, id: data[id].length, visitor: -data[id].length, at: now(), country: 'FI', source: 'Bing', events: [{ at: now(), page, name }] });
    for (const { send } of listeners) send();
  };
  /** The session that has something of everything. */
  state.star = () => replayed('paahto000001').star();
  state.cutStreams = () => {
    for (const { end } of listeners) end();
  };

  async function handle(request, response) {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    try {
      const live = /^\/api\/v1\/sites\/([^/]+)\/realtime\/stream$/.exec(pathname);
      if (live !== null) stream(live[1], response);
      else if (/^\/api\/v1\/(sites|shared\/replays)\/[^/]+\/backdrop$/.test(pathname)) {
        response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': BACKDROP_POLICY, 'Referrer-Policy': 'no-referrer' });
        response.end(BACKDROP);
      }
      else if (pathname.startsWith('/api/v1')) {
        const result = await api(request, pathname.slice('/api/v1'.length), Object.fromEntries(searchParams));
        if (request.headers.accept === 'text/csv') {
          response.writeHead(200, { 'Content-Type': 'text/csv; charset=utf-8; header=present' });
          response.end(table(result));
          return;
        }
        response.writeHead(result === undefined ? 204 : 200, { 'Content-Type': 'application/json' });
        response.end(result === undefined ? undefined : JSON.stringify(result));
      } else {
        const { type, body } = await file(pathname);
        response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff' });
        response.end(body);
      }
    } catch (cause) {
      const status = cause instanceof Refusal ? cause.status : cause.code === 'ENOENT' ? 404 : 500;
      if (status === 500) console.error(cause);
      response.writeHead(status, { 'Content-Type': 'application/problem+json' });
      response.end(JSON.stringify({ type: cause.type ?? 'about:blank', status, title: cause.message, detail: cause.message }));
    }
  }

  return { state, handle };
}

/** Starts a mock on a free port, or the given one. */
export async function serve(options, port = 0) {
  const { state, handle } = mock(options);
  const server = createServer((request, response) => void handle(request, response));
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  return { state, url: `http://localhost:${server.address().port}`, close: () => new Promise((done) => server.close(done) && server.closeAllConnections()) };
}
