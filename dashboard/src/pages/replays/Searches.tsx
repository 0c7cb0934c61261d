import { useState } from 'preact/hooks';
import { replays, type SavedSearch } from '../../api/replays';
import type { Site } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { ConfirmedDelete } from '../../elements/confirm/ConfirmedDelete';
import { TextField } from '../../elements/field/Field';
import { Icon } from '../../elements/icon/Icon';
import { Notice } from '../../elements/notice/Notice';
import { Popover } from '../../elements/popover/Popover';
import { t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { OF_REPLAYS } from '../../state/current';
import { formatView, type View } from '../../state/view';
import { useSaved } from '../settings/useSaved';

/** Searches under names: period, filters, conditions, order and columns, as the address has them. */
export function Searches({ site, view }: { site: Site; view: View }) {
  return (
    <Popover
      label={t('replays.searches')}
      align="end"
      low
      face={
        <>
          <Icon name="star" size={16} />
          <span class="replay-searches-face">{t('replays.searches')}</span>
          <Icon name="down" size={16} />
        </>
      }
    >
      {(close) => <List site={site} view={view} close={close} />}
    </Popover>
  );
}

function List({ site, view, close }: { site: Site; view: View; close: () => void }) {
  const searches = useAnswer(`${site.id} searches`, () => replays.searches(site.id), { scope: site.id });
  const [name, setName] = useState('');
  const saving = useSaved();
  const kept = Object.fromEntries(Object.entries(view.tabs).filter(([tab]) => tab === 'sort' || OF_REPLAYS.includes(tab)));
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (name.trim() === '') return;
    const saved = await saving.save(async () => {
      await replays.saveSearch(site.id, { name: name.trim(), query: { view: formatView({ ...view, tabs: kept }) } });
    });
    if (!saved) return;
    setName('');
    searches.retry();
  };
  return (
    <div class="replay-searches">
      {(searches.value ?? []).length === 0 ? (
        <p class="replay-searches-none">{t('replays.searches.none')}</p>
      ) : (
        <ul data-list>
          {searches.value!.map((search) => (
            <li key={search.id} class="replay-search">
              <a class="menu-item" href={`/sites/${site.id}/replays${addressOf(search)}`} onClick={close}>
                {search.name}
              </a>
              <ConfirmedDelete
                label={t('replays.searches.delete', { name: search.name })}
                consequence={t('replays.searches.deleteAsk', { name: search.name })}
                remove={async () => {
                  await replays.removeSearch(site.id, search.id);
                  searches.retry();
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <div class="menu-rule" />
      <form class="form" noValidate onSubmit={(event) => void save(event)}>
        <TextField label={t('replays.searches.name')} value={name} onInput={setName} />
        {saving.problem !== null && <Notice kind="bad">{saving.problem}</Notice>}
        <Button type="submit" icon="plus" busy={saving.busy}>
          {t('replays.searches.save')}
        </Button>
      </form>
    </div>
  );
}

/** Only a query string: whatever else is kept there leads to all of them. */
function addressOf({ query }: SavedSearch): string {
  const { view } = (query ?? {}) as { view?: unknown };
  return typeof view === 'string' && view.startsWith('?') ? view : '';
}
