import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Dimension, Filter, Query, Site } from '../../api/records';
import { CopyButton } from '../../elements/copy/CopyButton';
import { Icon } from '../../elements/icon/Icon';
import { Notice, problemText } from '../../elements/notice/Notice';
import { t } from '../../i18n';
import type { ResolvedPeriod } from '../../state/period';
import { formatView, type View } from '../../state/view';
import { reportAddress } from '../report/address';
import { fileName, saveAnswer, saveText } from '../report/save';
import type { PanelSearch } from './useSearch';

interface PanelFootProps {
  site: Site;
  view: View;
  period: ResolvedPeriod;
  anchor: string;
  /** What the rows are, for labels and the file's name. */
  what: string;
  /** The page with all rows; null where there is none. */
  report: { dimension: Dimension; only: readonly Filter[] } | null;
  /** What a file holds: the answer to a question, or a text at hand; null where there is nothing to save. */
  query: Query | (() => string) | null;
  /** Null where there is nothing to search in. */
  search: PanelSearch | null;
}

/** Under every panel: all of it, a search in it, a file and a link. */
export function PanelFoot({ site, view, period, anchor, what, report, query, search }: PanelFootProps) {
  const [said, setSaid] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    setSaid(null);
    const name = fileName(site, what, period);
    try {
      if (typeof query === 'function') saveText(name, query());
      else if (!(await saveAnswer(site, query!, name))) setSaid(t('panel.csv.truncated'));
    } catch (cause) {
      setSaid(problemText(cause));
    }
  };
  return (
    <div class="panel-foot">
      {search !== null && search.text !== null ? (
        <Search what={what} text={search.text} opened={search.opened} onChange={search.onChange} />
      ) : (
        report !== null && (
          <a class="panel-more" href={reportAddress(site, view, report.dimension, report.only)} aria-label={t('panel.allOf', { what })}>
            {t('panel.all')}
            <Icon name="right" size={16} />
          </a>
        )
      )}
      <span class="panel-tools">
        {search !== null && (
          <Tool
            icon={search.text === null ? 'search' : 'close'}
            label={search.text === null ? t('panel.search', { what }) : t('panel.search.end')}
            onClick={() => search.onChange(search.text === null ? '' : null)}
          />
        )}
        {query !== null && <Tool icon="download" label={t('panel.csv', { what })} onClick={() => void save()} />}
        <span class="panel-tool" title={t('panel.link', { what })}>
          <CopyButton
            kind="quiet"
            icon="link"
            label={t('panel.link', { what })}
            text={() => `${location.origin}${location.pathname}${formatView(view)}#${anchor}`}
          />
        </span>
      </span>
      {said !== null && (
        <div class="panel-said">
          <Notice kind="warn" onDismiss={() => setSaid(null)}>
            {said}
          </Notice>
        </div>
      )}
    </div>
  );
}

function Search({ what, text, opened, onChange }: Pick<PanelSearch, 'opened' | 'onChange'> & { what: string; text: string }) {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (opened) field.current!.focus();
  }, [opened]);
  return (
    <label class="panel-search">
      <Icon name="search" size={16} />
      <input
        ref={field}
        type="search"
        aria-label={t('panel.search', { what })}
        placeholder={t('panel.search', { what })}
        value={text}
        onInput={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onChange(null)}
      />
    </label>
  );
}

function Tool({ icon, label, onClick }: { icon: 'search' | 'close' | 'download'; label: string; onClick: () => void }) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} size={16} />
    </button>
  );
}
