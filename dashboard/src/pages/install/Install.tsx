import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Site } from '../../api/records';
import { ButtonLink } from '../../elements/button/Button';
import { Icon } from '../../elements/icon/Icon';
import { ProblemNotice } from '../../elements/notice/Notice';
import { moment } from '../../format/dates';
import { t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { SuggestedGoals } from '../goals/SuggestedGoals';
import { Check } from './Check';
import { Snippet } from './Snippet';
import './install.css';

const POLL = 2000;
/** Whoever has opened the page knows by now that nothing came, in milliseconds. */
const OVERDUE = 20_000;

/** From the snippet to the first event, and to the first goals. */
export function Install({ site }: { site: Site }) {
  const status = useAnswer(site.id, () => api.status(site.id), { every: POLL, scope: site.id });
  const goals = useAnswer(site.id, () => api.goals(site.id), { scope: site.id });
  const [overdue, setOverdue] = useState(false);
  const known = status.value !== null;
  const first = status.value?.firstEventAt ?? null;
  const last = status.value?.lastEventAt ?? first;
  const waiting = known && first === null;

  useEffect(() => {
    document.title = `${t('install.title', { domain: site.name })} · Polku`;
  }, [site.name]);

  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setOverdue(true), OVERDUE);
    return () => clearTimeout(timer);
  }, [waiting]);

  return (
    <div class="page page-narrow">
      <header class="page-head">
        <h1>{t('install.title', { domain: site.name })}</h1>
      </header>
      <ol class="install">
        <li class="card install-step">
          <h2>{t('install.paste')}</h2>
          <Snippet site={site} />
        </li>
        <li class="card install-step">
          <h2>{t('install.open')}</h2>
          <a class="install-open" href={`https://${site.domain}/`} target="_blank" rel="noreferrer">
            {t('install.openAction', { domain: site.domain })}
            <Icon name="external" size={16} />
          </a>
        </li>
        <li class={first === null ? 'card install-step' : 'card install-step install-done'}>
          {!known && status.problem !== null && status.problem.status !== 0 ? (
            <ProblemNotice problem={status.problem} retry={status.retry} />
          ) : (
            <>
              <div class="install-status" role="status">
                <span class={first === null ? 'install-pulse' : 'install-check'}>
                  {first !== null && <Icon name="check" size={18} />}
                </span>
                <div>
                  <h2>{t(first === null ? 'install.waiting' : 'install.arrived')}</h2>
                  <p class="install-hint">
                    {last === null
                      ? t('install.waitingHint')
                      : t('install.arrivedHint', { time: moment(last, site.timezone) })}
                  </p>
                </div>
              </div>
              {waiting && <Check key={site.id} site={site} wanting={overdue ? 'overdue' : 'all'} />}
              <div class="form-actions">
                <ButtonLink kind={first === null ? 'plain' : 'primary'} href={`/sites/${site.id}`}>
                  {t(first === null ? 'install.skip' : 'install.overview')}
                </ButtonLink>
              </div>
            </>
          )}
        </li>
      </ol>
      {first !== null && goals.value !== null && (
        <div class="install-goals">
          <SuggestedGoals site={site} goals={goals.value} onKept={goals.retry} />
        </div>
      )}
      {first !== null && (
        <section class="card install-missing">
          <h2>{t('install.missing')}</h2>
          <Check key={site.id} site={site} wanting="some" />
        </section>
      )}
    </div>
  );
}
