import { useState } from 'preact/hooks';
import { days } from '../../format/dates';
import { t } from '../../i18n';
import { changeView, view } from '../../state/current';
import { PRESETS, resolve, type Period } from '../../state/period';
import { daysBetween, isoDay, parseDay } from '../../state/zone';
import { Button } from '../button/Button';
import { TextField } from '../field/Field';
import { Icon } from '../icon/Icon';
import { Popover } from '../popover/Popover';

export function PeriodPicker({ zone }: { zone: string }) {
  const { period } = view.value;
  return (
    <Popover
      label={`${t('period.label')}: ${periodName(period)}`}
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
  return 'preset' in period ? t(`period.${period.preset}`) : days(period.from, period.to);
}

function Choices({ zone, period, close }: { zone: string; period: Period; close: () => void }) {
  const shown = resolve(period, zone, Date.now()).days;
  const [from, setFrom] = useState(isoDay(shown.from));
  const [to, setTo] = useState(isoDay(shown.to));
  const [wrong, setWrong] = useState(false);

  const pick = (picked: Period): void => {
    changeView({ period: picked });
    close();
  };

  const apply = (event: Event): void => {
    event.preventDefault();
    const first = parseDay(from);
    const last = parseDay(to);
    if (first === null || last === null || daysBetween(first, last) < 0) setWrong(true);
    else pick({ from: first, to: last });
  };

  return (
    <div class="periods">
      <div class="periods-presets">
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
      <form class="periods-custom" onSubmit={apply}>
        <TextField label={t('period.from')} type="date" value={from} onInput={setFrom} />
        <TextField
          label={t('period.to')}
          type="date"
          value={to}
          onInput={setTo}
          problem={wrong ? t('period.wrong') : null}
        />
        <Button type="submit" kind="primary">
          {t('period.apply')}
        </Button>
        <p class="periods-zone">{t('period.zone', { zone: zone.replaceAll('_', ' ') })}</p>
      </form>
    </div>
  );
}
