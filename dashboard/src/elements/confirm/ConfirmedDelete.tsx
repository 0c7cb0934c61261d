import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { Button } from '../button/Button';
import { Icon } from '../icon/Icon';
import { Notice, problemText } from '../notice/Notice';
import { Popover } from '../popover/Popover';
import './confirm.css';

interface ConfirmedDeleteProps {
  /** What the button deletes. */
  label: string;
  /** What will be gone. */
  consequence: string;
  /** Rejects where it failed; resolved, the caller takes the thing off the page. */
  remove: () => Promise<void>;
}

/** A bin that says first what will be gone, and afterwards why it is not. */
export function ConfirmedDelete({ label, consequence, remove }: ConfirmedDeleteProps) {
  return (
    <Popover label={label} faceClass="icon-button" align="end" face={<Icon name="trash" size={16} />}>
      {(close) => <Question consequence={consequence} remove={remove} close={close} />}
    </Popover>
  );
}

function Question({ consequence, remove, close }: Omit<ConfirmedDeleteProps, 'label'> & { close: () => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await remove();
      close();
    } catch (cause) {
      setBusy(false);
      setProblem(problemText(cause));
    }
  };
  return (
    <div class="confirm">
      <p>{consequence}</p>
      {problem !== null && <Notice kind="bad">{problem}</Notice>}
      <div class="form-actions">
        <Button kind="danger" busy={busy} onClick={() => void confirm()}>
          {t('confirm.delete')}
        </Button>
        <Button kind="quiet" onClick={close}>
          {t('confirm.keep')}
        </Button>
      </div>
    </div>
  );
}
