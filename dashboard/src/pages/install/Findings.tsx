import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Site } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { Icon, type IconName } from '../../elements/icon/Icon';
import { problemText } from '../../elements/notice/Notice';
import { domainName } from '../../format/domains';
import { t } from '../../i18n';
import { keepSite } from '../../state/sites';
import { isOurs, type Reason } from './findings';

const ICONS: Record<Reason['kind'], IconName> = { bad: 'warning', hint: 'search', good: 'check' };

/** Reasons one below the other, each with what can be done about it here. */
export function Findings({ all, site }: { all: readonly Reason[]; site: Site }) {
  return (
    <ul class="check-findings">
      {all.map((reason) =>
        reason.host !== undefined && isOurs(site, reason.host) ? (
          <Finding key={reason.text} kind="good" text={t('check.hostAdded', { host: domainName(reason.host) })} />
        ) : (
          <Finding key={reason.text} kind={reason.kind} text={reason.text}>
            {reason.host !== undefined && <AddHost site={site} host={reason.host} />}
            {reason.settings !== undefined && (
              <a href={`/sites/${site.id}/settings/${reason.settings}`}>{t('check.seeAddresses')}</a>
            )}
          </Finding>
        ),
      )}
    </ul>
  );
}

function Finding({ kind, text, children }: { kind: Reason['kind']; text: string; children?: ComponentChildren }) {
  return (
    <li class={`check-${kind}`}>
      <Icon name={ICONS[kind]} size={16} />
      <div class="check-finding">
        <p>{text}</p>
        {children}
      </div>
    </li>
  );
}

/** Takes a host into the site's domains. */
function AddHost({ site, host }: { site: Site; host: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const add = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      keepSite(await api.changeSite(site.id, { aliases: [...site.aliases, host] }));
    } catch (cause) {
      setProblem(problemText(cause));
    }
    setBusy(false);
  };
  return (
    <>
      <Button icon="plus" busy={busy} onClick={() => void add()}>
        {t('check.addHost', { host: domainName(host) })}
      </Button>
      {problem !== null && <p role="alert">{problem}</p>}
    </>
  );
}
