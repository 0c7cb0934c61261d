import type { ReplayRow, Where, Why } from '../../api/replays';
import type { Goal } from '../../api/records';
import { valueName } from '../../format/names';
import { count, duration, money } from '../../format/numbers';
import { plural, t } from '../../i18n';
import type { ConditionName } from './where';

/** Longer texts of elements and messages are cut in sentences. */
const LONGEST = 48;

export function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** Why a session might matter, in a few words with its count. */
export function whyText({ kind, count: times, text }: Why, goals: readonly Goal[]): string {
  if (kind === 'goal') return t('replays.why.goal', { goal: goals.find(({ id }) => id === text)?.name ?? text });
  return plural(`replays.why.${kind}`, times);
}

/** Trouble, something welcome, or only worth knowing. */
export function whyTone({ kind }: Why): 'bad' | 'good' | 'plain' {
  if (kind === 'purchase' || kind === 'goal') return 'good';
  return kind === 'quickBack' || kind === 'longVisit' ? 'plain' : 'bad';
}

/** A condition as a sentence says it. */
export function conditionText(name: ConditionName, where: Where, goals: readonly Goal[]): string {
  switch (name) {
    case 'clicked': {
      const { kind, selector, page } = where.clicked!;
      const element = short(selector.split('>').at(-1)!);
      return page === undefined ? t(`replays.where.clicked.${kind}`, { element }) : t('replays.where.on', { what: t(`replays.where.clicked.${kind}`, { element }), page });
    }
    case 'errorText':
    case 'requestText':
      return t(`replays.where.${name}.is`, { text: short(where[name]!) });
    case 'frustration':
      return t('replays.where.frustration.is', { n: count(where.frustration!.from) });
    case 'duration':
    case 'pages': {
      const { from, to } = where[name]!;
      const say = (value: number): string => (name === 'duration' ? duration(value) : count(value));
      if (to === undefined) return t(`replays.where.${name}.from`, { from: say(from!) });
      return from === undefined ? t(`replays.where.${name}.to`, { to: say(to) }) : t(`replays.where.${name}.between`, { from: say(from), to: say(to) });
    }
    case 'visitedPage':
      return t('replays.where.visitedPage.is', { page: where.visitedPage! });
    case 'purchased':
    case 'pinned':
    case 'watched':
      return t(`replays.where.${name}.${where[name]! ? 'yes' : 'no'}`);
    case 'converted': {
      const { goal, is } = where.converted!;
      return t(is ? 'replays.where.converted.yes' : 'replays.where.converted.no', { goal: goals.find(({ id }) => id === goal)?.name ?? goal });
    }
    case 'user':
      return t('replays.where.user.is', { user: where.user! });
    case 'visitor':
      return t('replays.where.visitor.is');
    case 'sessions':
      return plural('replays.where.sessions.is', where.sessions!.length);
  }
}

/** Where somebody was and with what, in one line. */
export function whoText(row: Pick<ReplayRow, 'country' | 'device' | 'browser'>): string {
  return [valueName('country', row.country), valueName('device', row.device), valueName('browser', row.browser)].join(' · ');
}

/** The main thing about a session. */
export function sessionSentence(row: Omit<ReplayRow, 'gaps'>, goals: readonly Goal[], currency: string): string {
  const parts = row.why.filter((why) => why.kind !== 'purchase' && why.kind !== 'goal').map((why) => whyText(why, goals));
  const bought = row.purchases > 0 ? t('replay.bought', { money: money(row.revenue, currency) }) : null;
  const head = t('replay.sentence', { duration: duration(row.recordedSeconds), pages: plural('replay.pages', row.pages), source: valueName('source', row.source), who: whoText(row) });
  const rest = [...parts, ...(bought === null ? [] : [bought])];
  return rest.length === 0 ? `${head}.` : `${head}: ${rest.join(', ')}.`;
}
