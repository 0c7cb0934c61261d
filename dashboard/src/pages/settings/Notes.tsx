import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Note, NoteDraft, Site } from '../../api/records';
import { Button, IconButton } from '../../elements/button/Button';
import { Card } from '../../elements/card/Card';
import { ConfirmedDelete } from '../../elements/confirm/ConfirmedDelete';
import { TextField } from '../../elements/field/Field';
import { Notice, ProblemNotice } from '../../elements/notice/Notice';
import { day as dayName } from '../../format/dates';
import { t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { dayOf, isoDay, parseDay, startOf } from '../../state/zone';
import { ThingsSkeleton } from './ThingsSkeleton';
import { useSaved } from './useSaved';

const LONGEST = 500;

/** What happened and when, in the owner's words: all that stand as pins in the charts, the newest first. */
export function Notes({ site }: { site: Site }) {
  const notes = useAnswer(site.id, () => api.notes(site.id), { scope: site.id });
  const [edited, setEdited] = useState<string | null>(null);
  const changed = (): void => {
    setEdited(null);
    notes.retry();
  };
  const remove = async (note: Note): Promise<void> => {
    await api.removeNote(site.id, note.id);
    changed();
  };
  return (
    <Card title={t('settings.notes')}>
      <p class="settings-lead">{t('settings.notes.lead')}</p>
      {notes.value === null && notes.problem !== null && <ProblemNotice problem={notes.problem} retry={notes.retry} />}
      {notes.value === null && notes.problem === null && <ThingsSkeleton />}
      {notes.value !== null && notes.value.length === 0 && <p class="settings-none">{t('settings.notes.empty')}</p>}
      <ul class="things" data-list>
        {[...(notes.value ?? [])].reverse().map((note) =>
          note.id === edited ? (
            <li key={note.id} class="thing-edited">
              <NoteForm
                site={site}
                note={note}
                save={(draft) => api.changeNote(site.id, note.id, draft)}
                onSaved={changed}
                onCancel={() => setEdited(null)}
              />
            </li>
          ) : (
            <li key={note.id} class="thing thing-note">
              <span class="thing-value">{dayName(dayOf(Date.parse(note.at), site.timezone))}</span>
              <span class="thing-text">{note.text}</span>
              <span class="thing-actions">
                <IconButton icon="edit" label={t('settings.edit', { name: note.text })} onClick={() => setEdited(note.id)} />
                <ConfirmedDelete
                  label={t('settings.notes.delete', { name: note.text })}
                  consequence={t('settings.notes.deleteAsk')}
                  remove={() => remove(note)}
                />
              </span>
            </li>
          ),
        )}
      </ul>
      {edited === null && <NoteForm site={site} save={(draft) => api.addNote(site.id, draft)} onSaved={changed} />}
    </Card>
  );
}

interface NoteFormProps {
  site: Site;
  note?: Note;
  save: (draft: NoteDraft) => Promise<unknown>;
  onSaved: () => void;
  onCancel?: () => void;
}

function NoteForm({ site, note, save, onSaved, onCancel }: NoteFormProps) {
  const before = note === undefined ? null : isoDay(dayOf(Date.parse(note.at), site.timezone));
  const [day, setDay] = useState(() => before ?? isoDay(dayOf(Date.now(), site.timezone)));
  const [text, setText] = useState(note?.text ?? '');
  const [tried, setTried] = useState(false);
  const saving = useSaved();
  const picked = parseDay(day);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (picked === null || text.trim() === '') return;
    const saved = await saving.save(async () => {
      // A note whose day stays keeps its time of day too.
      const at = note !== undefined && day === before ? note.at : new Date(startOf(picked, site.timezone)).toISOString();
      await save({ at, text: text.trim().slice(0, LONGEST) });
    });
    if (!saved) return;
    setText('');
    setTried(false);
    onSaved();
  };

  return (
    <form class="form settings-add" noValidate onSubmit={(event) => void submit(event)}>
      <div class="form-row form-row-note">
        <TextField
          label={t('settings.notes.day')}
          type="date"
          value={day}
          onInput={setDay}
          problem={tried && picked === null ? t('form.required') : null}
        />
        <TextField
          label={t('settings.notes.text')}
          placeholder={t('settings.notes.example')}
          value={text}
          onInput={setText}
          problem={tried && text.trim() === '' ? t('form.required') : null}
        />
      </div>
      {saving.problem !== null && <Notice kind="bad">{saving.problem}</Notice>}
      <div class="form-actions">
        {note === undefined ? (
          <Button type="submit" icon="plus" busy={saving.busy}>
            {t('settings.notes.add')}
          </Button>
        ) : (
          <Button type="submit" kind="primary" busy={saving.busy}>
            {t('app.save')}
          </Button>
        )}
        {onCancel !== undefined && (
          <Button kind="quiet" onClick={onCancel}>
            {t('settings.cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
