import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Site } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { CopyButton } from '../../elements/copy/CopyButton';
import { Notice, problemText } from '../../elements/notice/Notice';
import { Tabs } from '../../elements/tabs/Tabs';
import { t } from '../../i18n';
import { recall, remember } from '../../state/storage';
import { recipe, WAYS, type Way } from './recipes';

/** Text to take away, with the button that takes it. */
export function Code({ text }: { text: string }) {
  return (
    <div class="snippet">
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      <CopyButton text={() => text} />
    </div>
  );
}

/** What to paste where, for the way in which the site is built. */
export function Snippet({ site }: { site: Site }) {
  const [way, setWay] = useState<Way>(() => WAYS.find((known) => known === recall('way')) ?? 'html');
  const [key, setKey] = useState<string | null>(null);
  const choose = (chosen: Way): void => {
    setWay(chosen);
    remember('way', chosen === 'html' ? null : chosen);
  };
  return (
    <div class="recipes">
      <Tabs label={t('install.ways')} options={WAYS.map((value) => ({ value, name: t(`install.way.${value}`) }))} value={way} onChange={choose} />
      <p class="install-where">{t(`install.where.${way}`)}</p>
      <Code text={recipe(way, site, location.origin, key ?? '$POLKU_KEY')} />
      {way === 'server' && <KeyMaker site={site} made={key} onMade={setKey} />}
      <p class="install-hint">{t(way === 'server' ? 'install.hint.server' : way === 'pixel' ? 'install.hint.pixel' : 'install.pasteHint')}</p>
    </div>
  );
}

/** Makes a key that may send events and nothing else, and puts it into the command. */
function KeyMaker({ site, made, onMade }: { site: Site; made: string | null; onMade: (key: string) => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (made !== null) return <Notice kind="good">{t('install.keyMade')}</Notice>;
  const make = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      onMade((await api.addKey(t('install.keyName', { site: site.name }), ['ingest'])).key);
    } catch (cause) {
      setProblem(problemText(cause));
    }
    setBusy(false);
  };
  return (
    <div class="install-key">
      <Button icon="key" busy={busy} onClick={() => void make()}>
        {t('install.makeKey')}
      </Button>
      <span class="install-hint">{t('install.makeKeyHint')}</span>
      {problem !== null && <Notice kind="bad">{problem}</Notice>}
    </div>
  );
}
