import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Note, Site } from '../../api/records';
import { Button, IconButton } from '../../elements/button/Button';
import { ConfirmedDelete } from '../../elements/confirm/ConfirmedDelete';
import { TextField } from '../../elements/field/Field';
import { Icon } from '../../elements/icon/Icon';
import { Notice, problemText } from '../../elements/notice/Notice';
import { Popover } from '../../elements/popover/Popover';
import { day } from '../../format/dates';
import { plural, t } from '../../i18n';
import { dayOf, isoDay, parseDay, sameTimeOn } from '../../state/zone';
import './notes.css';

/** A note that is being written; one without an id is new. */
export interface NoteInHand {
  id: string | null;
  at: string;
  text: string;
}

type Edit = ((note: NoteInHand) => void) | undefined;

function dayName(note: Note, zone: string): string {
  return day(dayOf(Date.parse(note.at), zone));
}

interface NotePinProps {
  notes: readonly Note[];
  zone: string;
  align: 'start' | 'end';
  onEdit: Edit;
}

/** A pin over the picture; its sheet says what happened. */
export function NotePin({ notes, zone, align, onEdit }: NotePinProps) {
  return (
    <Popover
      label={plural('notes.pin', notes.length, { text: notes.map(({ text }) => text).join(', ') })}
      faceClass="note-pin"
      align={align}
      face={<Icon name="pin" size={14} />}
    >
      {(close) => (
        <ul class="note-sheet">
          {notes.map((note) => (
            <li key={note.id}>
              <span class="note-day">{dayName(note, zone)}</span>
              <p>{note.text}</p>
              {onEdit !== undefined && (
                <Button
                  kind="quiet"
                  icon="edit"
                  onClick={() => {
                    close();
                    onEdit(note);
                  }}
                >
                  {t('notes.edit')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}

interface NoteListProps {
  site: Site;
  notes: readonly Note[];
  onEdit: Edit;
  onRemoved: () => void;
}

/** The pins in words. */
export function NoteList({ site, notes, onEdit, onRemoved }: NoteListProps) {
  return (
    <ul class="notes" aria-label={t('notes.title')}>
      {notes.map((note) => (
        <li key={note.id} class="note">
          <Icon name="pin" size={14} />
          <span class="note-day">{dayName(note, site.timezone)}</span>
          <span class="note-text">{note.text}</span>
          {onEdit !== undefined && (
            <span class="note-tools">
              <IconButton icon="edit" label={t('notes.editThis', { text: note.text })} onClick={() => onEdit(note)} />
              <ConfirmedDelete
                label={t('notes.delete', { text: note.text })}
                consequence={t('notes.deleteAsk', { text: note.text })}
                remove={async () => {
                  await api.removeNote(site.id, note.id);
                  onRemoved();
                }}
              />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

interface NoteFormProps {
  site: Site;
  note: NoteInHand;
  onDone: () => void;
  onCancel: () => void;
}

const LONGEST = 500;

export function NoteForm({ site, note, onDone, onCancel }: NoteFormProps) {
  const [text, setText] = useState(note.text);
  const [date, setDate] = useState(isoDay(dayOf(Date.parse(note.at), site.timezone)));
  const [problem, setProblem] = useState<{ text?: string; date?: string; other?: string }>({});
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => form.current!.querySelector<HTMLInputElement>('input:not([type="date"])')!.focus(), []);

  const save = async (): Promise<void> => {
    const picked = parseDay(date);
    if (picked === null) return setProblem({ date: t('form.required') });
    if (text.trim() === '') return setProblem({ text: t('form.required') });
    if (text.trim().length > LONGEST) return setProblem({ text: t('notes.tooLong') });
    // The day is what people pick; the time of day stays what it was.
    const at = new Date(sameTimeOn(picked, Date.parse(note.at), site.timezone)).toISOString();
    setBusy(true);
    try {
      if (note.id === null) await api.addNote(site.id, { at, text: text.trim() });
      else await api.changeNote(site.id, note.id, { at, text: text.trim() });
      onDone();
    } catch (cause) {
      setBusy(false);
      setProblem({ other: problemText(cause) });
    }
  };
  return (
    <form
      ref={form}
      class="note-form"
      noValidate
      aria-label={t(note.id === null ? 'notes.add' : 'notes.edit')}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField label={t('notes.day')} type="date" value={date} onInput={setDate} problem={problem.date} />
      <TextField
        label={t('notes.text')}
        value={text}
        onInput={setText}
        placeholder={t('notes.placeholder')}
        problem={problem.text}
      />
      <div class="note-actions">
        <Button kind="primary" type="submit" busy={busy}>
          {t('app.save')}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {t('notes.cancel')}
        </Button>
      </div>
      {problem.other !== undefined && <Notice kind="bad">{problem.other}</Notice>}
    </form>
  );
}
