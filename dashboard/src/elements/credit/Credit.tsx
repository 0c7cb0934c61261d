import { t } from '../../i18n';
import './credit.css';

/** The country database's licence (CC-BY-4.0) asks for this link on pages that show countries. */
export function Credit() {
  return (
    <p class="credit">
      {t('credit.countries')}{' '}
      <a href="https://db-ip.com" target="_blank" rel="noreferrer">
        DB-IP
      </a>
    </p>
  );
}
