export const SECTIONS = ['site', 'goals', 'groups', 'notes', 'counting', 'replay'] as const;
export type SettingsSection = (typeof SECTIONS)[number];

/** The section at an address, the site itself where none is named; null for what is none. */
export function settingsSection(name: string | undefined): SettingsSection | null {
  return name === undefined ? 'site' : (SECTIONS.slice(1).find((known) => known === name) ?? null);
}
