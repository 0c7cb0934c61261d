/** The visitor's browser asks not to be counted: Global Privacy Control, Do Not Track, or the mark `polku-ignore` of one's own. */
export function refused(): boolean {
  const { globalPrivacyControl, doNotTrack } = navigator as Navigator & { globalPrivacyControl?: boolean };
  if (globalPrivacyControl || doNotTrack == '1') return true;
  try {
    return !!localStorage['polku-ignore'];
  } catch {
    // storage is forbidden here (sandboxed frame, privacy setting), so there is no mark
    return false;
  }
}
