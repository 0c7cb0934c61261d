// Answers the general query over made-up sessions by brute force: right, slow and short.

const PAGE_DIMENSIONS = { page: (_, event) => event.page, event: (_, event) => event.name };

function valueOf(dimension, session, event) {
  if (dimension in PAGE_DIMENSIONS) return PAGE_DIMENSIONS[dimension](session, event);
  const pages = session.events.filter((one) => one.name === 'pageview');
  if (dimension === 'entryPage') return pages[0]?.page ?? '';
  if (dimension === 'exitPage') return pages.at(-1)?.page ?? '';
  return session[dimension] ?? '';
}

const OPERATORS = {
  is: (value, wanted) => wanted.includes(value),
  isNot: (value, wanted) => !wanted.includes(value),
  contains: (value, wanted) => wanted.some((one) => value.includes(one)),
  startsWith: (value, wanted) => wanted.some((one) => value.startsWith(one)),
  matches: (value, wanted) => wanted.some((one) => new RegExp(one).test(value)),
};

function reaches(goal, event) {
  if (goal.event !== null) return event.name === goal.event;
  const pattern = goal.page.split('**').map((part) => part.split('*').map((text) => RegExp.escape?.(text) ?? text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('[^/]*')).join('.*');
  return event.name === 'pageview' && new RegExp(`^${pattern}$`).test(event.page);
}

function matching(filters, goals, session) {
  return filters.every((filter) => (filter[0] === 'or' ? filter[1].some((one) => meets(one, goals, session)) : meets(filter, goals, session)));
}

function meets([operator, dimension, wanted], goals, session) {
  if (dimension === 'goal') return session.events.some((event) => goals.some((goal) => wanted.includes(goal.id) && reaches(goal, event)));
  if (dimension in PAGE_DIMENSIONS) return session.events.some((event) => OPERATORS[operator](valueOf(dimension, session, event), wanted));
  return OPERATORS[operator](valueOf(dimension, session, null), wanted);
}

function compute(metrics, pairs, goals) {
  const sessions = [...new Set(pairs.map(([session]) => session))];
  const events = pairs.map(([, event]) => event);
  const mean = (total) => (sessions.length === 0 ? null : total / sessions.length);
  const views = events.filter((event) => event.name === 'pageview').length;
  return metrics.map((metric) => {
    const [name, id] = metric.split(':');
    const wanted = goals.filter((goal) => id === undefined || goal.id === id);
    switch (name) {
      case 'visitors': return new Set(sessions.map((session) => session.visitor)).size;
      case 'sessions': return sessions.length;
      case 'pageviews': return views;
      case 'events': return events.length;
      case 'bounceRate': return mean(sessions.filter((session) => session.events.length === 1).length);
      case 'sessionDuration': return mean(sessions.reduce((sum, session) => sum + (session.events.at(-1).at - session.events[0].at) / 1000, 0));
      case 'engagedTime': return mean(sessions.reduce((sum, session) => sum + session.engaged, 0));
      case 'viewsPerSession': return mean(views);
      case 'revenue': return Math.round(events.reduce((sum, event) => sum + (event.revenue ?? 0), 0) * 100) / 100;
      case 'conversions': return events.filter((event) => wanted.some((goal) => reaches(goal, event))).length;
      case 'conversionRate': return mean(sessions.filter((session) => session.events.some((event) => wanted.some((goal) => reaches(goal, event)))).length);
      default: throw new Error(`unknown metric ${metric}`);
    }
  });
}

const clocks = new Map();
const hours = new Map();

/** The local hour of an instant as its zone's clocks show it, with the offset. Zones here have whole hours. */
function local(at, zone) {
  if (!clocks.has(zone)) {
    clocks.set(zone, new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23', timeZoneName: 'longOffset' }));
  }
  const key = `${zone} ${Math.floor(at / 3_600_000)}`;
  if (!hours.has(key)) {
    const parts = Object.fromEntries(clocks.get(zone).formatToParts(at).map(({ type, value }) => [type, value]));
    hours.set(key, { ...parts, offset: parts.timeZoneName === 'GMT' ? '+00:00' : parts.timeZoneName.slice(3) });
  }
  return hours.get(key);
}

function bucketOf(at, interval, zone) {
  const now = local(at, zone);
  const day = `${now.year}-${now.month}-${now.day}`;
  if (interval === 'minute') return `${new Date(Math.floor(at / 60_000) * 60_000).toISOString().slice(0, 19)}Z`;
  if (interval === 'hour') return `${day}T${now.hour}:00:00${now.offset}`;
  let start = day;
  if (interval === 'month') start = `${now.year}-${now.month}-01`;
  if (interval === 'week') {
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
    start = date.toISOString().slice(0, 10);
  }
  for (const offset of [now.offset, local(at - 86_400_000 * 40, zone).offset, local(at + 86_400_000, zone).offset]) {
    const found = Date.parse(`${start}T00:00:00${offset}`);
    if (local(found, zone).hour === '00') return `${start}T00:00:00${offset}`;
  }
  return `${start}T00:00:00${now.offset}`;
}

function bucketsOf({ from, to }, interval, zone) {
  const found = new Set();
  for (let at = Date.parse(from); at < Date.parse(to); at += interval === 'minute' ? 60_000 : 3_600_000) found.add(bucketOf(at, interval, zone));
  return [...found];
}

const answers = new Map();

export function answer(query, site, sessions, goals) {
  const key = JSON.stringify([site.id, sessions.length, goals, query]);
  if (!answers.has(key)) answers.set(key, computed(query, site, sessions, goals));
  return answers.get(key);
}

function computed(query, site, sessions, goals) {
  const filters = query.filters ?? [];
  const dimensions = query.dimensions ?? [];
  const part = (range) => {
    const [from, to] = [Date.parse(range.from), Date.parse(range.to)];
    const pairs = sessions
      .filter((session) => session.events.at(-1)?.at >= from && session.at < to && matching(filters, goals, session))
      .flatMap((session) => session.events.filter((event) => event.at >= from && event.at < to).map((event) => [session, event]));
    const groups = new Map();
    if (query.interval) for (const bucket of bucketsOf(range, query.interval, site.timezone)) groups.set(JSON.stringify([bucket]), []);
    for (const pair of pairs) {
      const key = dimensions.map((dimension) => valueOf(dimension, ...pair));
      if (query.interval) key.unshift(bucketOf(pair[1].at, query.interval, site.timezone));
      const text = JSON.stringify(key);
      if (!groups.has(text)) groups.set(text, []);
      groups.get(text).push(pair);
    }
    const rows = dimensions.length === 0 && !query.interval
      ? [{ dimensions: [], metrics: compute(query.metrics, pairs, goals) }]
      : [...groups].map(([key, group]) => ({ dimensions: JSON.parse(key), metrics: compute(query.metrics, group, goals) }));
    if (!query.interval) {
      const order = query.metrics.indexOf(query.orderBy?.[0]?.[0] ?? query.metrics[0]);
      rows.sort((one, other) => other.metrics[order] - one.metrics[order] || (one.dimensions[0] < other.dimensions[0] ? -1 : 1));
    }
    return { rows, totals: compute(query.metrics, pairs, goals) };
  };
  const main = part(query.dateRange);
  const comparison = query.compare ? { dateRange: query.compare, ...part(query.compare) } : null;
  return {
    rows: main.rows.slice(0, query.limit ?? 100),
    totals: main.totals,
    comparison,
    meta: {
      metrics: query.metrics, dimensions, timezone: site.timezone, dateRange: query.dateRange, rowCount: main.rows.length,
      nextCursor: null, approximate: [], currency: site.currency, notes: [],
    },
  };
}

export function realtime(sessions, now) {
  const recent = sessions.flatMap((session) => session.events.filter((event) => event.at > now - 30 * 60_000).map((event) => [session, event]));
  const within = (minutes) => recent.filter(([, event]) => event.at > now - minutes * 60_000);
  const visitors = (pairs) => new Set(pairs.map(([session]) => session.visitor)).size;
  const minute = Math.floor(now / 60_000);
  const top = (name, value) => {
    const groups = Map.groupBy?.(within(30), value) ?? within(30).reduce((map, pair) => map.set(value(pair), [...(map.get(value(pair)) ?? []), pair]), new Map());
    return [...groups].map(([key, pairs]) => ({ [name]: key, visitors: visitors(pairs) })).sort((a, b) => b.visitors - a.visitors).slice(0, 10);
  };
  return {
    visitors5: visitors(within(5)),
    visitors30: visitors(within(30)),
    perMinute: Array.from({ length: 30 }, (_, at) => {
      const start = (minute - 29 + at) * 60_000;
      const pairs = recent.filter(([, event]) => event.at >= start && event.at < start + 60_000);
      return { start: new Date(start).toISOString(), visitors: visitors(pairs), pageviews: pairs.filter(([, event]) => event.name === 'pageview').length };
    }),
    pages: top('page', ([, event]) => event.page),
    sources: top('source', ([session]) => session.source),
    countries: top('country', ([session]) => session.country),
    events: recent
      .sort(([, one], [, other]) => other.at - one.at)
      .slice(0, 30)
      .map(([{ id, country, device, source }, { at, name, page }]) => ({ id: `${id}-${at}`, at: new Date(at).toISOString(), name, page, country, device, source })),
  };
}

/** What a dimension holds in a time, most frequent first; counts are of events, which is near enough here. */
export function values(dimension, sessions, { from, to, search = '', limit = 20 }) {
  const counts = new Map();
  for (const session of sessions) {
    for (const event of session.events) {
      if (event.at < Date.parse(from) || event.at >= Date.parse(to)) continue;
      const value = valueOf(dimension, session, event);
      if (value !== '' && value.toLowerCase().includes(search.toLowerCase())) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  const all = [...counts].map(([value, count]) => ({ value, count })).sort((one, other) => other.count - one.count);
  return { dimension, values: all.slice(0, limit), more: all.length > limit };
}
