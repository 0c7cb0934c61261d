// Recorded sessions of the made-up shop: who they are follows the made-up visits, and each looks like the one recording.
import { answer, keeps, matchesPattern, reaches } from './answer.mjs';
import { documentsOf, eventsOf, gapsOf, marksOf, SECONDS } from './recording.mjs';

export const RULES = {
  recorded: false, needsConsent: true, sampleRate: 1, start: { pages: [], events: [], onError: false, onRageClick: false },
  minimumSeconds: 5, maximumMinutes: 60, sessionsPerDay: 5000, maskText: false, retentionDays: 30, budgetMegabytes: 10_240,
};

const ERRORS = ["TypeError: Cannot read properties of undefined (reading 'price')", 'PaymentError: gateway timeout', 'ResizeObserver loop completed with undelivered notifications.'];
const BASE_ID = 7_214_500_000_000_000_000n;

const noise = (seed) => {
  let t = Math.imul((seed * 2_654_435_761) ^ 0x9e3779b9, 0x85ebca6b);
  t = Math.imul(t ^ (t >>> 13), 0xc2b2ae35);
  return ((t ^ (t >>> 16)) >>> 0) / 4294967296;
};

/** @param state what tests may change: `pins`, `watched`, `replayNotes`, `searches`, `removed`, `liveSeconds` */
export function replayState() {
  return { pins: new Set(), watched: new Set(), replayNotes: {}, searches: [], removed: new Set(), liveSeconds: 60, replayEvents: null };
}

/** @param world the site with its sessions, goals and groups, the mock's state and its clock */
export function replaysOf(world) {
  const { state, now } = world;

  /** Half of the visits; the one that is going on, the one with everything, and others with less. */
  function rows() {
    const newest = world.sessions.slice(-1500).filter(({ id }) => id % 2 === 0).sort((one, other) => other.at - one.at);
    return newest.map((session, place) => rowOf(session, place)).filter((row) => !state.removed.has(row.session));
  }

  function rowOf(session, place) {
    const id = String(BASE_ID + BigInt(session.id));
    const random = (salt) => noise(session.id * 31 + salt);
    const isLive = place === 0;
    const isStar = place === 1;
    const pages = session.events.filter(({ name }) => name === 'pageview').map(({ page }) => page);
    const recordedSeconds = isLive ? state.liveSeconds : isStar ? SECONDS : Math.round(12 + (session.events.at(-1).at - session.at) / 1000 + random(1) * 90);
    const rageClicks = isStar ? 2 : random(2) < 0.13 ? 1 + Math.floor(random(3) * 3) : 0;
    const deadClicks = isStar ? 1 : random(4) < 0.2 ? 1 + Math.floor(random(5) * 4) : 0;
    const errors = isStar ? 2 : random(6) < 0.12 ? 1 + Math.floor(random(7) * 2) : 0;
    const failedRequests = isStar ? 1 : random(8) < 0.08 ? 1 : 0;
    const errorClicks = isStar ? 1 : errors > 0 && random(9) < 0.4 ? 1 : 0;
    const bought = session.events.filter(({ name }) => name === 'purchase');
    const revenue = Math.round(bought.reduce((sum, { revenue: one }) => sum + one, 0) * 100) / 100;
    const goals = world.goals.filter((goal) => session.events.some((event) => reaches(goal, event))).map(({ id: goal }) => goal);
    const quick = pages.length === 1 && recordedSeconds < 25;
    const why = [
      ['rageClick', rageClicks, isStar ? 'Paahtimo' : 'Lisää koriin'], ['deadClick', deadClicks, 'Paahtimo'], ['errorClick', errorClicks, 'Maksa'], ['error', errors, ERRORS[isStar ? 1 : Math.floor(random(10) * 3)]],
      ['failedRequest', failedRequests, 'POST /api/maksu 502'], ['purchase', bought.length, ''], ['quickBack', quick ? 1 : 0, ''], ['longVisit', recordedSeconds > 480 ? 1 : 0, ''],
    ].filter(([, count]) => count > 0).map(([kind, count, text]) => ({ kind, count, text }));
    const begin = isLive ? now() - state.liveSeconds * 1000 : isStar ? now() - 9 * 60_000 : session.at;
    return {
      session: id, visitor: String(BASE_ID * 2n % 9_000_000_000_000_000_000n + BigInt(Math.abs(session.visitor))), startedAt: new Date(begin).toISOString(), endedAt: new Date(begin + recordedSeconds * 1000).toISOString(),
      recordedSeconds, activeSeconds: Math.round(recordedSeconds * (0.25 + random(11) * 0.6)), pages: Math.max(1, pages.length), entryPage: isStar ? '/kahvit' : pages[0], exitPage: isStar ? '/kassa/osoite' : pages.at(-1),
      clicks: Math.round(pages.length * (1 + random(12) * 5)), rageClicks, deadClicks, errorClicks, errors, failedRequests, frustration: 3 * rageClicks + 2 * errorClicks + deadClicks + 2 * errors + failedRequests,
      goals, purchases: bought.length, revenue, country: session.country, city: session.city, device: isStar ? 'desktop' : session.device, browser: isStar ? 'Chrome' : session.browser, os: isStar ? 'Windows' : session.os, screenClass: session.screenClass,
      language: session.language, source: session.source, channel: session.channel, campaign: session.utmCampaign, user: random(13) < 0.1 ? `asiakas-${1000 + (session.id % 900)}` : null, returning: random(14) < 0.3,
      isLive, pinned: state.pins.has(id), watched: state.watched.has(id), gaps: isStar ? 1 : 0, why, of: session,
    };
  }

  const within = (value, { from = -Infinity, to = Infinity }) => value >= from && value <= to;
  const CHECKS = {
    clicked: (row, { kind }) => (kind === 'click' ? row.clicks > 3 : row[`${kind}s`] > 0),
    errorText: (row, text) => row.why.some((one) => one.kind === 'error' && one.text.includes(text)),
    requestText: (row, text) => row.why.some((one) => one.kind === 'failedRequest' && one.text.includes(text)),
    frustration: (row, span) => within(row.frustration, span),
    duration: (row, span) => within(row.recordedSeconds, span),
    pages: (row, span) => within(row.pages, span),
    visitedPage: (row, pattern) => row.of.events.some(({ page }) => matchesPattern(pattern, page)),
    purchased: (row, wanted) => row.purchases > 0 === wanted,
    converted: (row, { goal, is }) => row.goals.includes(goal) === is,
    user: (row, id) => row.user === id,
    visitor: (row, id) => row.visitor === id,
    sessions: (row, ids) => ids.includes(row.session),
    pinned: (row, wanted) => row.pinned === wanted,
    watched: (row, wanted) => row.watched === wanted,
  };
  const KEYS = { duration: 'recordedSeconds', activity: 'activeSeconds' };

  function query({ dateRange, filters = [], where = {}, orderBy = [['startedAt', 'desc']], limit = 50, cursor }) {
    const found = rows().filter((row) => row.startedAt >= dateRange.from && row.startedAt < dateRange.to && keeps(filters, row.of, world) && Object.entries(where).every(([name, value]) => CHECKS[name](row, value)));
    const [by, way] = orderBy[0];
    const key = KEYS[by] ?? by;
    found.sort((one, other) => (one[key] === other[key] ? 0 : one[key] > other[key] === (way === 'asc') ? 1 : -1));
    const from = Number(cursor ?? 0);
    const next = from + limit < found.length ? String(from + limit) : null;
    return { rows: found.slice(from, from + limit).map(({ of: _, ...row }) => row), meta: { total: found.length, nextCursor: next } };
  }

  const one = (id) => rows().find(({ session }) => session === id);
  const until = (row) => (row.isLive ? state.liveSeconds * 1000 : Infinity);

  function replay(id) {
    const found = one(id);
    if (found === undefined) return null;
    const { of: _, ...row } = found;
    const begin = Date.parse(row.startedAt);
    const seen = [row.entryPage, row.exitPage];
    const documents = documentsOf(begin, seen, until(row));
    const known = documents.map(({ document }) => document);
    const marks = marksOf(begin, seen).filter(({ at, document }) => known.includes(document) && (!row.isLive || Date.parse(at) < now()));
    return { ...row, documents, gaps: gapsOf(begin), marks, notes: state.replayNotes[id] ?? [] };
  }

  function events(id, { document, from, limit }) {
    const row = one(id);
    return state.replayEvents?.(document, Date.parse(row.startedAt)) ?? eventsOf(Date.parse(row.startedAt), document, Number(from), Number(limit), until(row));
  }

  function quantify({ signal, dateRange, filters = [], interval = 'day', goal }) {
    const general = (question) => answer({ dateRange, filters, ...question }, world.site, world.sessions, world.goals, world.groups);
    const [allSessions, visitors, revenue, orders] = general({ metrics: ['sessions', 'visitors', 'revenue', 'conversions:g1'] }).totals;
    const part = { error: 0.031, failedRequest: 0.018, rageClick: 0.064, deadClick: 0.09, errorClick: 0.021, click: 0.34, event: 0.2 }[signal.kind];
    const sessions = Math.round(allSessions * part);
    const split = (dimension) => general({ metrics: ['sessions'], dimensions: [dimension], limit: 8 }).rows.map(({ dimensions: [value], metrics: [all] }, place) => ({ value, sessions: Math.round(all * part * (place === 1 ? 1.7 : 0.8)), share: sessions === 0 ? null : Math.min(1, (all * part * (place === 1 ? 1.7 : 0.8)) / sessions) })).filter((row) => row.sessions > 0);
    const converted = general({ metrics: [goal == null ? 'conversionRate' : `conversionRate:${goal}`] }).totals[0] ?? 0;
    const rates = { with: converted * 0.52, without: converted * 1.02 };
    const side = (count, rate) => ({ sessions: count, converted: Math.round(count * rate), rate: count === 0 ? null : rate });
    const sure = sessions >= 30;
    return {
      sessions, visitors: Math.round(visitors * part), occurrences: Math.round(sessions * 1.6), allSessions, share: allSessions === 0 ? null : sessions / allSessions, replays: Math.round(sessions * 0.5),
      trend: general({ metrics: ['sessions'], interval }).rows.map(({ dimensions: [start], metrics: [all] }, place) => ({ start, sessions: Math.round(all * part * (0.6 + noise(place) * 0.8)), allSessions: all })),
      pages: signal.page ? [{ value: signal.page, sessions, share: 1 }] : split('page'), browsers: split('browser'), devices: split('device'), countries: split('country'),
      conversion: { with: side(sessions, rates.with), without: side(allSessions - sessions, rates.without), pValue: sure ? 0.004 : 0.31 },
      revenue: { perSessionWith: sessions === 0 ? null : 1.18, perSessionWithout: 2.31, atStake: sure && orders > 0 ? Math.round((rates.without - rates.with) * sessions * (revenue / orders) * 100) / 100 : null, currency: world.site.currency },
      previous: { sessions: Math.round(sessions * 0.7) },
    };
  }

  function usage() {
    const days = Array.from({ length: 30 }, (_, day) => ({ day: new Date(now() - (29 - day) * 864e5).toISOString().slice(0, 10), bytes: Math.round(52_000_000 * (0.6 + noise(day) * 0.7)) }));
    return { bytes: days.reduce((sum, { bytes }) => sum + bytes, 0), sessions: rows().length, oldestAt: new Date(now() - 30 * 864e5).toISOString(), budgetBytes: (world.site.replay ?? RULES).budgetMegabytes * 1_048_576, days };
  }

  return { query, replay, events, quantify, usage, star: () => rows()[1].session, live: () => rows()[0].session };
}
