import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import { Problem } from '../../api/problem';
import { replays, type ReplayRules } from '../../api/replays';
import type { Site } from '../../api/records';
import { Card } from '../../elements/card/Card';
import { TextArea, TextField } from '../../elements/field/Field';
import { Notice, ProblemNotice, problemText } from '../../elements/notice/Notice';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { date } from '../../format/dates';
import { count, megabytes, rate } from '../../format/numbers';
import { plural, t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { keepSite } from '../../state/sites';
import { Code } from '../install/Snippet';
import '../install/install.css';
import { SaveRow } from './SaveRow';
import { useSaved } from './useSaved';

/** What of a site's sessions is recorded, how what is private stays so, and what it takes of the disk. */
export function ReplaySettings({ site }: { site: Site }) {
  return (
    <>
      <Card title={t('settings.replay')}>
        <Rules site={site} />
      </Card>
      <Card title={t('recording.masking')}>
        <p class="settings-lead">{t('recording.masking.lead')}</p>
        <p class="settings-lead">{t('recording.masking.mask')}</p>
        <Code text="<p data-polku-mask>Matti Meikäläinen</p>" />
        <p class="settings-lead settings-after">{t('recording.masking.block')}</p>
        <Code text="<section data-polku-block>…</section>" />
      </Card>
      <Card title={t('recording.usage')}>
        <Usage site={site} />
      </Card>
    </>
  );
}

/** Whole numbers with the bounds that the server has. */
const NUMBERS = {
  sampleRate: [0, 100],
  minimumSeconds: [0, 600],
  maximumMinutes: [1, 1440],
  sessionsPerDay: [1, 1_000_000],
  retentionDays: [1, 3650],
  budgetMegabytes: [10, 10_000_000],
} as const satisfies Partial<Record<keyof ReplayRules, readonly [number, number]>>;
type NumberName = keyof typeof NUMBERS;
const NAMES = Object.keys(NUMBERS) as NumberName[];

function Rules({ site }: { site: Site }) {
  const [rules, setRules] = useState(site.replay);
  const [written, setWritten] = useState(() => writtenOf(site.replay));
  const [tried, setTried] = useState(false);
  const saving = useSaved(explain);
  const change = (part: Partial<ReplayRules>): void => {
    setRules({ ...rules, ...part });
    saving.forget();
  };
  const begin = (part: Partial<ReplayRules['start']>): void => change({ start: { ...rules.start, ...part } });
  const write = (name: keyof typeof written, text: string): void => {
    setWritten({ ...written, [name]: text });
    saving.forget();
  };
  const problemOf = (name: NumberName): string | null => {
    const [least, most] = NUMBERS[name];
    const value = numberFrom(written[name]);
    return tried && (value === null || value < least || value > most) ? t('form.between', { least: count(least), most: count(most) }) : null;
  };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    const numbers = Object.fromEntries(NAMES.map((name) => [name, numberFrom(written[name])])) as Record<NumberName, number | null>;
    if (NAMES.some((name) => numbers[name] === null || numbers[name]! < NUMBERS[name][0] || numbers[name]! > NUMBERS[name][1])) return;
    await saving.save(async () => {
      const replay = { ...rules, ...(numbers as Record<NumberName, number>), sampleRate: numbers.sampleRate! / 100, start: { ...rules.start, pages: lines(written.pages), events: lines(written.events) } };
      const changed = await api.changeSite(site.id, { replay });
      keepSite(changed);
      setRules(changed.replay);
      setWritten(writtenOf(changed.replay));
    });
  };
  const number = (name: NumberName) => (
    <TextField label={t(`recording.${name}`)} hint={t(`recording.${name}.hint`)} inputMode="decimal" value={written[name]} onInput={(text) => write(name, text)} problem={problemOf(name)} />
  );
  return (
    <form class="form" noValidate onSubmit={(event) => void submit(event)}>
      <p class="settings-lead">{t('recording.lead')}</p>
      <Check label={t('recording.recorded')} hint={t('recording.recorded.hint')} on={rules.recorded} onChange={(recorded) => change({ recorded })} />
      <Check label={t('recording.needsConsent')} hint={t('recording.needsConsent.hint')} on={rules.needsConsent} onChange={(needsConsent) => change({ needsConsent })} />
      {rules.needsConsent ? <Code text="polku('consent', 'granted')" /> : <Notice kind="warn">{t('recording.noConsent')}</Notice>}
      <Check label={t('recording.maskText')} hint={t('recording.maskText.hint')} on={rules.maskText} onChange={(maskText) => change({ maskText })} />
      <fieldset class="recording-start">
        <legend>{t('recording.start')}</legend>
        <p class="field-hint">{t('recording.start.hint')}</p>
        <Check label={t('recording.start.error')} on={rules.start.onError} onChange={(onError) => begin({ onError })} />
        <Check label={t('recording.start.rage')} on={rules.start.onRageClick} onChange={(onRageClick) => begin({ onRageClick })} />
        <div class="form-row">
          <TextArea label={t('recording.start.pages')} hint={t('recording.start.pagesHint')} placeholder="/checkout/**" value={written.pages} onInput={(text) => write('pages', text)} />
          <TextArea label={t('recording.start.events')} hint={t('recording.start.eventsHint')} placeholder="add_to_cart" value={written.events} onInput={(text) => write('events', text)} />
        </div>
      </fieldset>
      <div class="form-row">
        {number('sampleRate')}
        {number('sessionsPerDay')}
      </div>
      <div class="form-row">
        {number('minimumSeconds')}
        {number('maximumMinutes')}
      </div>
      <div class="form-row">
        {number('retentionDays')}
        {number('budgetMegabytes')}
      </div>
      <SaveRow saving={saving} />
    </form>
  );
}

function Check({ label, hint, on, onChange }: { label: string; hint?: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label class="recording-check">
      <input type="checkbox" checked={on} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
      <span>
        <b>{label}</b>
        {hint !== undefined && <span>{hint}</span>}
      </span>
    </label>
  );
}

/** What stands in the fields. */
function writtenOf(rules: ReplayRules): Record<NumberName | 'pages' | 'events', string> {
  return {
    sampleRate: String(Math.round(rules.sampleRate * 100)),
    minimumSeconds: String(rules.minimumSeconds),
    maximumMinutes: String(rules.maximumMinutes),
    sessionsPerDay: String(rules.sessionsPerDay),
    retentionDays: String(rules.retentionDays),
    budgetMegabytes: String(rules.budgetMegabytes),
    pages: rules.start.pages.join('\n'),
    events: rules.start.events.join('\n'),
  };
}

function lines(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
}

function numberFrom(text: string): number | null {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}

function explain(cause: unknown): string {
  if (!(cause instanceof Problem) || cause.status !== 400 || cause.detail === null) return problemText(cause);
  return t('counting.refused', { detail: cause.detail.replace(/\.$/, '') });
}

/** The disk that recordings take, beside what they may. */
function Usage({ site }: { site: Site }) {
  const usage = useAnswer(`${site.id} usage`, () => replays.usage(site.id), { scope: site.id });
  if (usage.value === null) return usage.problem === null ? <Skeleton width="60%" height="1.4em" /> : <ProblemNotice problem={usage.problem} retry={usage.retry} />;
  const { bytes, sessions, oldestAt, budgetBytes, days } = usage.value;
  const most = Math.max(1, ...days.map((day) => day.bytes));
  const part = budgetBytes === 0 ? 0 : bytes / budgetBytes;
  return (
    <div class="recording-usage">
      <p class="settings-loss">{t('recording.usage.of', { used: megabytes(bytes), budget: megabytes(budgetBytes), share: rate(part) })}</p>
      <div class="recording-budget" role="img" aria-label={rate(part)}>
        <span class={part > 0.9 ? 'recording-full' : undefined} style={{ width: `${Math.min(100, part * 100)}%` }} />
      </div>
      <p class="settings-lead">
        {plural('recording.usage.sessions', sessions)} {oldestAt !== null && t('recording.usage.oldest', { date: date(oldestAt) })}
      </p>
      <div class="recording-days" role="img" aria-label={t('recording.usage.days')}>
        {days.map((day) => (
          <span key={day.day} title={`${day.day}: ${megabytes(day.bytes)}`} style={{ height: `${Math.max(2, (day.bytes / most) * 100)}%` }} />
        ))}
      </div>
      <p class="field-hint">{t('recording.usage.days')}</p>
    </div>
  );
}
