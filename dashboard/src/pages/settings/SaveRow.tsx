import { Button } from '../../elements/button/Button';
import { Notice } from '../../elements/notice/Notice';
import { t } from '../../i18n';
import type { Saving } from './useSaved';

/** The end of a form: the button, and what became of it. */
export function SaveRow({ saving, label }: { saving: Saving; label?: string }) {
  return (
    <>
      {saving.problem !== null && <Notice kind="bad">{saving.problem}</Notice>}
      <div class="form-actions">
        <Button type="submit" kind="primary" busy={saving.busy}>
          {label ?? t('app.save')}
        </Button>
        <span class="settings-saved" role="status">
          {saving.saved ? `✓ ${t('app.saved')}` : ''}
        </span>
      </div>
    </>
  );
}
