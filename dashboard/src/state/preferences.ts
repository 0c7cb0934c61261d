import { api } from '../api/client';
import type { UserChange } from '../api/records';
import { chooseLanguage } from '../i18n';
import { session } from './session';
import { chooseTheme } from './theme';

/** Changes language or theme here, and for the user's other devices as soon as the server has it. */
export async function prefer(change: Pick<UserChange, 'language' | 'theme'>): Promise<void> {
  if (change.language !== undefined) await chooseLanguage(change.language === 'auto' ? null : change.language);
  if (change.theme !== undefined) chooseTheme(change.theme === 'auto' ? 'system' : change.theme);
  if (typeof session.value === 'object') session.value = await api.changeUser(change);
}
