// Answers the general query over made-up sessions by brute force: right, slow and short.

const PAGE_DIMENSIONS = {
  page: (event) => event.page,
  event: (event) => event.name,
  title: (event) => event.title ?? '',
  pageGroup: (event, site, groups) => groups.find(({ pattern }) => matchesPattern(pattern, event.page))?.name ?? event.page,
  outbound: (event) => (event.name === 'outbound' ? event.props.url : ''),
  download: (event) => (event.name === 'download' ? event.props.url : ''),
  search: (event) => (event.name === 'search' ? event.props.term : ''),
  status: (event) => event.props?.status ?? '',
  weekday: (event, site) => String(((new Date(`${localDay(event.at, site.timezone)}T00:00:00Z`).getUTCDay() + 6) % 7) + 1),
  hour: (event, site) => local(event.at, site.timezone).hour,
};
/** Rows of these hold only events that have a value. */
const SOME_EVENTS = ['outbound', 'download', 'search', 'status'];

function ofEvents(dimension) {
  return dimension in PAGE_DIMENSIONS || dimension.startsWith('prop:');
}

function localDay(at, zone) {
  const { year, month, day } = local(at, zone);
  return `${year}-${month}-${day}`;
}

function valueOf(dimension, session, event, world) {
  if (dimension.startsWith('prop:')) return String(event.props?.[dimension.slice(5)] ?? '');
  if (dimension in PAGE_DIMENSIONS) return PAGE_DIMENSIONS[dimension](event, world.site, world.groups);
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
  matches: (value, wanted) => wanted.some((one) => pattern(one).test(value)),
};

export function matchesPattern(pattern, page) {
  const text = pattern.split('**').map((part) => part.split('*').map((plain) => RegExp.escape?.(plain) ?? plain.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('[^/]*')).join('.*');
  return new RegExp(`^${text}$`).test(page);
}

export function reaches(goal, event) {
  if (goal.event !== null) return event.name === goal.event;
  return event.name === 'pageview' && matchesPattern(goal.page, event.page);
}

/** RE2 knows flags at the start, where JavaScript has them beside. */
function pattern(text) {
  return text.startsWith('(?i)') ? new RegExp(text.slice(4), 'i') : new RegExp(text);
}

/** Whether the event, or its session, meets the filters that are told of events, or of sessions and goals. */
function meets(filter, session, event, world) {
  if (filter[0] === 'or') return filter[1].some((one) => meets(one, session, event, world));
  const [operator, dimension, wanted] = filter;
  if (dimension === 'goal') return session.events.some((one) => world.goals.some((goal) => wanted.includes(goal.id) && reaches(goal, one)));
  return OPERATORS[operator](valueOf(dimension, session, event, world), wanted);
}

/** Whether the filters keep a session: one of its events meets all of them. */
export function keeps(filters, session, world) {
  return session.events.some((event) => filters.every((filter) => meets(filter, session, event, world)));
}

function isOfEvents(filter) {
  return filter[0] === 'or' ? filter[1].some(isOfEvents) : filter[1] !== 'goal' && ofEvents(filter[1]);
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

/** A rough p-value, as if both were counts with twice the variance of a Poisson's. */
function chance(now, before) {
  if (now === null || before === null || now + before === 0) return null;
  const scale = now < 1 && before < 1 ? 2000 : 1;
  const z = Math.abs(now - before) * Math.sqrt(scale) / Math.sqrt(2 * (now + before));
  return Math.max(1e-9, Math.min(1, Math.exp(-0.717 * z - 0.416 * z * z)));
}

export function answer(query, site, sessions, goals, groups = []) {
  const key = JSON.stringify([site.id, sessions.length, goals, groups, query]);
  if (!answers.has(key)) answers.set(key, computed(query, site, sessions, goals, groups));
  return answers.get(key);
}

function computed(query, site, sessions, goals, groups) {
  const world = { site, goals, groups };
  const filters = query.filters ?? [];
  const dimensions = query.dimensions ?? [];
  const part = (range) => {
    const [from, to] = [Date.parse(range.from), Date.parse(range.to)];
    const told = dimensions.filter((dimension) => SOME_EVENTS.includes(dimension));
    // Filters of events leave whole sessions, but only the events that match where rows or counts are of events.
    const eventFilters = filters.filter(isOfEvents);
    const rest = filters.filter((filter) => !isOfEvents(filter));
    const narrow = dimensions.some(ofEvents);
    const pairs = sessions
      .filter((session) => session.events.at(-1)?.at >= from && session.at < to)
      .filter((session) => rest.every((filter) => meets(filter, session, null, world)))
      .flatMap((session) => {
        const within = session.events.filter((event) => event.at >= from && event.at < to);
        const matching = within.filter((event) => eventFilters.every((filter) => meets(filter, session, event, world)));
        if (eventFilters.length > 0 && matching.length === 0) return [];
        return (narrow ? matching : within).map((event) => [session, event]);
      })
      .filter((pair) => told.every((dimension) => valueOf(dimension, ...pair, world) !== ''));
    const found = new Map();
    if (query.interval) for (const bucket of bucketsOf(range, query.interval, site.timezone)) found.set(JSON.stringify([bucket]), []);
    for (const pair of pairs) {
      const key = dimensions.map((dimension) => valueOf(dimension, ...pair, world));
      if (query.interval) key.unshift(bucketOf(pair[1].at, query.interval, site.timezone));
      const text = JSON.stringify(key);
      if (!found.has(text)) found.set(text, []);
      found.get(text).push(pair);
    }
    const rows = dimensions.length === 0 && !query.interval
      ? [{ dimensions: [], metrics: compute(query.metrics, pairs, goals) }]
      : [...found].map(([key, group]) => ({ dimensions: JSON.parse(key), metrics: compute(query.metrics, group, goals) }));
    if (!query.interval) {
      const [by, way] = query.orderBy?.[0] ?? [query.metrics[0], 'desc'];
      const order = query.metrics.indexOf(by);
      const key = (row) => (order < 0 ? row.dimensions[dimensions.indexOf(by)] : (row.metrics[order] ?? -Infinity));
      const sign = way === 'desc' ? -1 : 1;
      rows.sort((one, other) => (key(one) < key(other) ? -sign : key(one) > key(other) ? sign : one.dimensions[0] < other.dimensions[0] ? -1 : 1));
    }
    return { rows, totals: compute(query.metrics, pairs, goals) };
  };
  const main = part(query.dateRange);
  const comparison = query.compare ? { dateRange: query.compare, ...part(query.compare) } : null;
  if (comparison !== null) {
    comparison.significance = !query.significance ? null : query.metrics.map((metric, at) => ({ metric, pValue: chance(main.totals[at], comparison.totals[at]), smallSample: false }));
  }
  const start = query.cursor ? Number(query.cursor) : (query.offset ?? 0);
  const end = start + (query.limit ?? 100);
  if (comparison !== null && !query.interval) {
    const shown = new Set(main.rows.slice(start, end).map((row) => JSON.stringify(row.dimensions)));
    comparison.rows = comparison.rows.filter((row) => shown.has(JSON.stringify(row.dimensions)));
  }
  return {
    rows: main.rows.slice(start, end),
    totals: main.totals,
    comparison,
    meta: {
      metrics: query.metrics, dimensions, timezone: site.timezone, dateRange: query.dateRange, rowCount: main.rows.length,
      nextCursor: end < main.rows.length ? String(end) : null, approximate: [], currency: site.currency, notes: [],
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

/** Enough of a site to name values by. */
const NOWHERE = { site: { timezone: 'Europe/Helsinki' }, goals: [], groups: [] };

/** What a dimension holds in a time, most frequent first; counts are of events, which is near enough here. */
export function values(dimension, sessions, { from, to, search = '', limit = 20 }) {
  const counts = new Map();
  for (const session of sessions) {
    for (const event of session.events) {
      if (event.at < Date.parse(from) || event.at >= Date.parse(to)) continue;
      const value = valueOf(dimension, session, event, NOWHERE);
      if (value !== '' && value.toLowerCase().includes(search.toLowerCase())) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  const all = [...counts].map(([value, count]) => ({ value, count })).sort((one, other) => other.count - one.count);
  return { dimension, values: all.slice(0, limit), more: all.length > limit };
}

/** The properties that the events of a time carried. */
export function properties(sessions, from, to) {
  const found = new Map();
  for (const event of sessions.flatMap((session) => session.events)) {
    if (event.props === undefined || event.at < from || event.at >= to) continue;
    for (const name of Object.keys(event.props)) {
      const known = found.get(name) ?? { name, count: 0, events: new Map() };
      known.count++;
      known.events.set(event.name, (known.events.get(event.name) ?? 0) + 1);
      found.set(name, known);
    }
  }
  return [...found.values()]
    .sort((one, other) => other.count - one.count)
    .map(({ name, count, events }) => ({ name, count, events: [...events].map(([event, n]) => ({ event, count: n })) }));
}

/** The answer as a table. */
export function table({ rows, meta }) {
  // Rows of records rather than of dimensions and metrics.
  if (meta.metrics === undefined) return table({ rows: rows.map((row) => ({ dimensions: [], metrics: Object.values(row).map((value) => (typeof value === 'object' ? '' : value)) })), meta: { dimensions: [], metrics: Object.keys(rows[0] ?? {}) } });
  const cell = (value) => (/[",\r\n]/.test(String(value ?? '')) ? `"${String(value).replaceAll('"', '""')}"` : String(value ?? ''));
  return [[...meta.dimensions, ...meta.metrics], ...rows.map((row) => [...row.dimensions, ...row.metrics])]
    .map((line) => `${line.map(cell).join(',')}\r\n`)
    .join('');
}
