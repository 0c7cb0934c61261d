import { useState } from 'preact/hooks';
import { replays, type Replay } from '../../api/replays';
import type { Site } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { ConfirmedDelete } from '../../elements/confirm/ConfirmedDelete';
import { TextArea } from '../../elements/field/Field';
import { Notice } from '../../elements/notice/Notice';
import type { Playback } from '../../elements/player/playback';
import { clock } from '../../elements/player/timeline';
import { t } from '../../i18n';
import { useSaved } from '../settings/useSaved';

interface NotePanelProps {
  site: Site;
  replay: Replay;
  playback: Playback;
  onJump: (at: number) => void;
  onChanged: () => void;
}

const LONGEST = 1000;

/** What those who watched wrote at moments of the session. */
export function NotePanel({ site, replay, playback, onJump, onChanged }: NotePanelProps) {
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const saving = useSaved();
  const { from } = playback.timeline.value;
  const at = Math.round(playback.at.value);
  const problem = text.trim() === '' ? t('form.required') : [...text].length > LONGEST ? t('replay.note.tooLong') : null;
  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (problem !== null) return;
    const saved = await saving.save(async () => {
      await replays.addNote(site.id, replay.session, { at: new Date(at).toISOString(), text: text.trim() });
    });
    if (!saved) return;
    setText('');
    setTried(false);
    onChanged();
  };
  return (
    <div class="side-notes">
      {replay.notes.length === 0 ? (
        <p class="side-none">{t('replay.notes.none')}</p>
      ) : (
        <ol class="side-rows" data-list=".side-pick">
          {[...replay.notes]
            .sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
            .map((note) => (
              <li key={note.id} class="side-row side-note">
                <button type="button" class="side-pick" onClick={() => onJump(Date.parse(note.at))}>
                  <span class="side-time">{clock(Date.parse(note.at) - from)}</span>
                  <span class="side-words">{note.text}</span>
                </button>
                <ConfirmedDelete
                  label={t('notes.delete', { text: note.text })}
                  consequence={t('replay.note.deleteAsk')}
                  remove={async () => {
                    await replays.removeNote(site.id, replay.session, note.id);
                    onChanged();
                  }}
                />
              </li>
            ))}
        </ol>
      )}
      <form class="form side-note-form" noValidate onSubmit={(event) => void add(event)}>
        <TextArea label={t('replay.note.at', { at: clock(at - from) })} placeholder={t('replay.note.placeholder')} value={text} onInput={setText} problem={tried ? problem : null} />
        {saving.problem !== null && <Notice kind="bad">{saving.problem}</Notice>}
        <div class="form-actions">
          <Button type="submit" icon="plus" busy={saving.busy}>
            {t('notes.add')}
          </Button>
        </div>
      </form>
    </div>
  );
}
