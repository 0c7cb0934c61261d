import { useEffect } from 'preact/hooks';
import { api } from '../../api/client';
import type { Site } from '../../api/records';
import { ButtonLink } from '../../elements/button/Button';
import { Icon } from '../../elements/icon/Icon';
import { moment } from '../../format/dates';
import { t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { Snippet } from './Snippet';
import './install.css';

const POLL = 2000;

/** From the snippet to the first event. */
export function Install({ site }: { site: Site }) {
  const status = useAnswer(site.id, () => api.status(site.id), { every: POLL, scope: site.id });
  const first = status.value?.firstEventAt ?? null;
  const last = status.value?.lastEventAt ?? first;

  useEffect(() => {
    document.title = `${t('install.title', { domain: site.domain })} · Polku`;
  }, [site.domain]);

  return (
    <div class="page page-narrow">
      <header class="page-head">
        <h1>{t('install.title', { domain: site.domain })}</h1>
      </header>
      <ol class="install">
        <li class="card install-step">
          <h2>{t('install.paste')}</h2>
          <Snippet site={site} />
          <p class="install-hint">{t('install.pasteHint')}</p>
        </li>
        <li class="card install-step">
          <h2>{t('install.open')}</h2>
          <a class="install-open" href={`https://${site.domain}/`} target="_blank" rel="noreferrer">
            {t('install.openAction', { domain: site.domain })}
            <Icon name="external" size={16} />
          </a>
        </li>
        <li class={first === null ? 'card install-step' : 'card install-step install-done'}>
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
          <div class="form-actions">
            <ButtonLink kind={first === null ? 'plain' : 'primary'} href={`/sites/${site.id}`}>
              {t(first === null ? 'install.skip' : 'install.overview')}
            </ButtonLink>
          </div>
        </li>
      </ol>
    </div>
  );
}
