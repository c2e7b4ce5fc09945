/**
 * Whether a terminal shows box and block characters: a UTF-8 locale says so, or one of the terminals of
 * Windows, where there is no locale.
 *
 * @param env `LC_ALL` before `LC_CTYPE` before `LANG`, as POSIX has it; `TERM=dumb` says no.
 */
export function speaksUnicode(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['TERM'] === 'dumb') return false
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => (value ?? '') !== '')
  if (locale !== undefined) return /utf-?8/i.test(locale)
  return (env['WT_SESSION'] ?? '') !== ''
}
