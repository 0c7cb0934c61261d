import { useState } from 'preact/hooks';
import { day as dayName, days } from '../../format/dates';
import { t } from '../../i18n';
import { changeView, view } from '../../state/current';
import { PRESETS, resolve, type Period } from '../../state/period';
import { dayOf, daysBetween, isoDay, parseDay, type Day } from '../../state/zone';
import { Button } from '../button/Button';
import { Calendar } from '../calendar/Calendar';
import { isBefore } from '../calendar/months';
import { TextField } from '../field/Field';
import { Icon } from '../icon/Icon';
import { Popover } from '../popover/Popover';
import { Tabs } from '../tabs/Tabs';

export function PeriodPicker({ zone }: { zone: string }) {
  const { period } = view.value;
  return (
    <Popover
      label={`${t('period.label')}: ${periodName(period)}`}
      faceClass="popover-face filterbar-period"
      low
      shortcut="period"
      face={
        <>
          <Icon name="calendar" size={16} />
          <span>{periodName(period)}</span>
          <Icon name="down" size={16} />
        </>
      }
    >
      {(close) => <Choices zone={zone} period={period} close={close} />}
    </Popover>
  );
}

export function periodName(period: Period): string {
  if ('preset' in period) return t(`period.${period.preset}`);
  if ('since' in period) return t('period.sinceDay', { day: dayName(period.since) });
  return days(period.from, period.to);
}

function Choices({ zone, period, close }: { zone: string; period: Period; close: () => void }) {
  const pick = (picked: Period): void => {
    changeView({ period: picked });
    close();
  };
  return (
    <div class="periods">
      <div class="periods-presets" data-list>
        {PRESETS.map((preset) => {
          const current = 'preset' in period && period.preset === preset;
          return (
            <button key={preset} type="button" class="menu-item" aria-pressed={current} onClick={() => pick({ preset })}>
              <span class="menu-item-mark">{current && <Icon name="check" size={16} />}</span>
              {t(`period.${preset}`)}
            </button>
          );
        })}
      </div>
      <Days zone={zone} period={period} onPick={pick} />
    </div>
  );
}

/** Days of the calendar: from one to another, or from one on. The second click, or the only one, is the answer. */
function Days({ zone, period, onPick }: { zone: string; period: Period; onPick: (period: Period) => void }) {
  const now = Date.now();
  const today = dayOf(now, zone);
  const shown = resolve(period, zone, now).days;
  const [open, setOpen] = useState<'range' | 'since'>('since' in period ? 'since' : 'range');
  const [from, setFrom] = useState(isoDay(shown.from));
  const [to, setTo] = useState(isoDay(shown.to));
  const [begun, setBegun] = useState(false);
  const [wrong, setWrong] = useState<'order' | 'future' | null>(null);

  const first = parseDay(from) ?? shown.from;
  const last = open === 'since' ? today : begun ? null : (parseDay(to) ?? shown.to);

  const onDay = (day: Day): void => {
    setWrong(null);
    if (open === 'since') onPick({ since: day });
    else if (!begun) {
      setBegun(true);
      setFrom(isoDay(day));
      setTo(isoDay(day));
    } else onPick(isBefore(day, first) ? { from: day, to: first } : { from: first, to: day });
  };

  const apply = (event: Event): void => {
    event.preventDefault();
    const start = parseDay(from);
    const end = parseDay(to);
    if (start === null || isBefore(today, start)) setWrong('future');
    else if (open === 'since') onPick({ since: start });
    else if (end === null || daysBetween(start, end) < 0) setWrong('order');
    else onPick({ from: start, to: end });
  };

  return (
    <form class="periods-custom" noValidate onSubmit={apply}>
      <Tabs
        label={t('period.custom')}
        options={[
          { value: 'range', name: t('period.range') },
          { value: 'since', name: t('period.since') },
        ]}
        value={open}
        onChange={(chosen) => {
          setOpen(chosen);
          setBegun(false);
        }}
      />
      <Calendar key={open} from={first} to={last} today={today} onPick={onDay} />
      <div class="periods-fields">
        <TextField
          label={t(open === 'since' ? 'period.since' : 'period.from')}
          type="date"
          value={from}
          onInput={setFrom}
          problem={wrong === 'future' ? t('period.future') : null}
        />
        {open === 'range' && (
          <TextField
            label={t('period.to')}
            type="date"
            value={to}
            onInput={setTo}
            problem={wrong === 'order' ? t('period.wrong') : null}
          />
        )}
        <Button type="submit" kind="primary">
          {t('period.apply')}
        </Button>
      </div>
      <p class="periods-zone">{t('period.zone', { zone: zone.replaceAll('_', ' ') })}</p>
    </form>
  );
}
