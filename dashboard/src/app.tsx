import { useEffect } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { api } from './api/client';
import type { Site } from './api/records';
import { Button, ButtonLink } from './elements/button/Button';
import { Empty, ProblemNotice } from './elements/notice/Notice';
import { later } from './elements/later/later';
import { Shell } from './elements/shell/Shell';
import { t } from './i18n';
import { Overview } from './pages/overview/Overview';
import { Realtime } from './pages/realtime/Realtime';
import { knownDimension } from './pages/report/columns';
import { settingsSection } from './pages/settings/sections';
import { SignIn } from './pages/signin/SignIn';
import { Door } from './pages/signin/Door';
import { Sites } from './pages/sites/Sites';
import { path, replace } from './state/location';
import { findSession, session } from './state/session';
import { loadSites, sites, sitesProblem } from './state/sites';
import { recall, remember } from './state/storage';

// What is seldom looked at comes when it is.
const AddSite = later(async () => (await import('./pages/sites/AddSite')).AddSite);
const Crawlers = later(async () => (await import('./pages/crawlers/Crawlers')).Crawlers);
const Heatmaps = later(async () => (await import('./pages/heatmaps/Heatmaps')).Heatmaps);
const Install = later(async () => (await import('./pages/install/Install')).Install);
const Keys = later(async () => (await import('./pages/keys/Keys')).Keys);
const Report = later(async () => (await import('./pages/report/Report')).Report);
const Replays = later(async () => (await import('./pages/replays/Replays')).Replays);
const ReplayPage = later(async () => (await import('./pages/replay/ReplayPage')).ReplayPage);
const SharedReplay = later(async () => (await import('./pages/replay/SharedReplay')).SharedReplay);
const SetUp = later(async () => (await import('./pages/setup/SetUp')).SetUp);
const Settings = later(async () => (await import('./pages/settings/Settings')).Settings);
const User = later(async () => (await import('./pages/user/User')).User);

/** Who may see what: set-up, sign-in in place of whatever was asked for, or the page at the address. */
export function App() {
  const state = session.value;
  if (path.value === '/setup' && typeof state !== 'object') return <SetUp />;
  const shared = /^\/shared\/replays\/(\d{1,20})$/.exec(path.value);
  if (shared !== null) return <SharedReplay session={shared[1]!} />;
  if (state === 'unknown') return null;
  if (state === 'unreachable') {
    return (
      <Door title={t('app.unreachable.title')} lead={t('app.unreachable.text')}>
        <Button kind="primary" onClick={() => void findSession()}>
          {t('app.retry')}
        </Button>
      </Door>
    );
  }
  if (state === 'signedOut') return <SignIn />;
  return <SignedIn key={state.user.id} />;
}

function SignedIn() {
  useEffect(() => {
    void loadSites();
  }, []);

  const list = sites.value;
  const [section, id, page, part] = path.value.split('/').slice(1);

  if (section === '' || section === undefined || section === 'setup') return list === null ? <Waiting /> : <Home list={list} />;
  if (section === 'account' && id === undefined && typeof session.value === 'object') return frame(null, <User user={session.value.user} />);
  if (section === 'keys' && id === undefined) return frame(null, <Keys />);
  if (section === 'sites' && id === undefined) return frame(null, <Sites />);
  if (section === 'sites' && id === 'new') return frame(null, <AddSite />);
  if (section === 'sites') {
    if (list === null) return <Waiting />;
    const site = list.find((one) => one.id === id);
    const content = site === undefined ? null : sitePage(site, page, part);
    if (site !== undefined && content !== null) return frame(site, <Remembered site={site}>{content}</Remembered>);
  }
  return frame(
    null,
    <div class="page">
      <Empty title={t('app.notFound.title')} text={t('app.notFound.text')}>
        <ButtonLink kind="primary" href="/sites">
          {t('app.notFound.action')}
        </ButtonLink>
      </Empty>
    </div>,
  );
}

function sitePage(site: Site, page: string | undefined, part: string | undefined): ComponentChildren {
  switch (page) {
    case undefined:
      return <Overview key={site.id} site={site} />;
    case 'report': {
      const dimension = knownDimension(decoded(part ?? ''));
      return dimension === null ? null : <Report key={`${site.id} ${dimension}`} site={site} dimension={dimension} />;
    }
    case 'realtime':
      return <Realtime key={site.id} site={site} />;
    case 'heatmaps':
      return <Heatmaps key={site.id} site={site} />;
    case 'replays':
      if (part !== undefined && !/^\d{1,20}$/.test(part)) return null;
      return part === undefined ? <Replays key={site.id} site={site} /> : <ReplayPage key={site.id} site={site} session={part} />;
    case 'crawlers':
      return <Crawlers key={site.id} site={site} />;
    case 'settings': {
      const chosen = settingsSection(part);
      return chosen === null ? null : <Settings key={site.id} site={site} section={chosen} />;
    }
    case 'install':
      return <Install key={site.id} site={site} />;
    default:
      return null;
  }
}

/** The part of a path in plain letters; as it is where it was mistyped. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function frame(site: Site | null, content: ComponentChildren): ComponentChildren {
  return <Shell site={site}>{content}</Shell>;
}

/** The front door leads to the site looked at last, else to one that has data, or to where the first one is added. */
function Home({ list }: { list: readonly Site[] }) {
  useEffect(() => {
    let current = true;
    const lead = async (): Promise<void> => {
      const site = list.find(({ id }) => id === recall('site')) ?? (await firstWithData(list)) ?? list[0];
      if (current) replace(site === undefined ? '/sites' : `/sites/${site.id}`);
    };
    void lead();
    return () => {
      current = false;
    };
  }, [list]);
  return <Waiting />;
}

async function firstWithData(list: readonly Site[]): Promise<Site | undefined> {
  for (const site of list) {
    try {
      if ((await api.status(site.id)).firstEventAt !== null) return site;
    } catch {
      // A site whose status is not known right now is no better than the next.
    }
  }
  return undefined;
}

function Remembered({ site, children }: { site: Site; children: ComponentChildren }) {
  useEffect(() => remember('site', site.id), [site.id]);
  return <>{children}</>;
}

function Waiting() {
  const problem = sitesProblem.value;
  return frame(null, problem === null ? null : <ProblemNotice problem={problem} retry={() => void loadSites()} />);
}
