import { spawn } from 'node:child_process'
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { program, run, temporaryHome, watch, type Run, type TemporaryHome } from '../support/cli.js'
import { startTestOrg } from '../support/emulator.js'
import { logInTo } from '../support/log-in.js'
import { describeWith } from '../support/needs.js'

/** A home whose store is not chosen, and where no keychain can be reached. */
function bare(home: TemporaryHome): Record<string, string> {
  return { OAUTHCTL_HOME: home.env['OAUTHCTL_HOME'] ?? '', HOME: home.path }
}

/** Every file below a folder, with its content. */
function filesIn(folder: string): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
}

describe('where the key lives', () => {
  test('no usable store is exit 8 before anybody is asked, and names three ways out', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const words = ['login', org.myDomain, '-i', org.app('public').id, '--port', '0', '-o', 'json']
    const ended = await run(words, { env: bare(home) })
    expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status: 8, stdout: '' })
    const { hint } = JSON.parse(ended.stderr) as { hint: string }
    expect(hint).toContain('--store key-file')
    expect(hint).toContain('OAUTHCTL_STORE_PASSPHRASE')
    expect(hint).toContain('--no-store')
    expect((await org.ledger()).requests).toEqual([])
  })

  test('a forced store that fails is exit 8 with its reason, whatever else was given', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const env = { ...bare(home), OAUTHCTL_STORE_PASSPHRASE: 'correct horse battery' }
    const words = ['login', org.myDomain, '-i', org.app('public').id, '--port', '0']
    expect(await run([...words, '--store', 'keychain'], { env })).toMatchObject({ status: 8 })
    expect(await run([...words, '--store', 'passphrase'], { env: bare(home) })).toMatchObject({
      status: 8,
    })
  })

  test('without a keychain a passphrase stands in, if one was given; reading asks for it again', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const env = { ...bare(home), OAUTHCTL_STORE_PASSPHRASE: 'correct horse battery' }
    expect(await logInTo(org, 'public', env)).toMatchObject({ status: 0 })
    const status = await run(['status', '-o', 'json'], { env })
    expect(JSON.parse(status.stdout)).toMatchObject({ store: 'passphrase', state: 'valid' })
    expect(await run(['refresh'], { env })).toMatchObject({ status: 0 })
    const wrong = await run(['token', '-o', 'json'], {
      env: { ...env, OAUTHCTL_STORE_PASSPHRASE: 'wrong horse battery' },
    })
    expect(wrong).toMatchObject({ status: 8, stdout: '' })
    expect(JSON.parse(wrong.stderr)).toMatchObject({ error: 'store_wrong_key' })
    expect(await run(['token'], { env: bare(home) })).toMatchObject({ status: 8, stdout: '' })
  })

  test('T76, T83: no secret lies on disk in the clear, and modes are private', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    await logInTo(org, 'web', home.env)
    const answer = JSON.parse((await run(['refresh', '-o', 'json'], home)).stdout) as Record<
      string,
      string
    >
    const secrets = [answer['access_token'], answer['refresh_token'], org.app('web').secret]
    for (const { path, text } of filesIn(home.path)) {
      expect(statSync(path).mode & 0o077, path).toBe(0)
      for (const secret of secrets) expect(text, path).not.toContain(secret)
    }
  })

  test('a damaged credential is exit 8 that names the file, and a login replaces it', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    await logInTo(org, 'public', home.env)
    const sealed = filesIn(home.path).find(({ path }) => path.endsWith('.jwe'))
    writeFileSync(sealed?.path ?? '', sealed?.text.slice(0, -20) ?? '')
    const damaged = await run(['token'], home)
    expect(damaged).toMatchObject({ status: 8, stdout: '' })
    expect(damaged.stderr).toContain(sealed?.path)
    expect(await run(['logout', '--local'], home)).toMatchObject({ status: 0 })
    expect(await logInTo(org, 'public', home.env)).toMatchObject({ status: 0 })
    expect(await run(['token'], home)).toMatchObject({ status: 0 })
  })

  test('profile set replaces a rotated client secret; profile remove forgets both', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    await logInTo(org, 'web', home.env, ['-p', 'work'])
    const stdin = org.app('web').secret ?? ''
    const wrong = await run(['profile', 'set', 'work', '--client-secret-stdin'], {
      ...home,
      stdin: 'ffff',
    })
    expect(wrong.status).toBe(0)
    expect(await run(['refresh', '-p', 'work'], home)).toMatchObject({ status: 5 })
    await run(['profile', 'set', 'work', '--client-secret-stdin'], { ...home, stdin })
    expect(await run(['refresh', '-p', 'work'], home)).toMatchObject({ status: 0 })
    expect(await run(['profile', 'use', 'work'], home)).toMatchObject({ status: 0 })
    expect(await run(['token'], home)).toMatchObject({ status: 0 })
    expect(await run(['profile', 'remove', 'work'], home)).toMatchObject({ status: 0 })
    expect(await run(['token', '-p', 'work'], home)).toMatchObject({ status: 3 })
    expect(filesIn(home.path).filter(({ path }) => path.endsWith('.jwe'))).toEqual([])
  })
})

const keyring = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1'

describeWith(['gnome-keyring'], 'a real keychain: gnome-keyring', () => {
  test('login keeps its key there, token reads it, and without the keyring it is exit 8', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { id } = org.app('public')
    const browser = `curl -sSL -c "$HOME/jar" -b "$HOME/jar" "$(grep -m1 ^http "$HOME/err")" -o /dev/null`
    const script = [
      keyring,
      `$CLI login ${org.myDomain} -i ${id} --no-browser --port 0 >"$HOME/out" 2>"$HOME/err" & login=$!`,
      `for n in $(seq 200); do grep -q ^http "$HOME/err" && break; sleep 0.1; done`,
      browser,
      `wait $login || exit 20`,
      `$CLI token || exit 21`,
      `$CLI status -o json || exit 22`,
      `$CLI refresh >/dev/null || exit 23`,
    ].join('\n')
    const env = { ...bare(home), CLI: `${process.execPath} ${program}`, XDG_RUNTIME_DIR: home.path }
    // The keyring of one session; its bus complains on stderr where it may not raise a limit.
    const inSession = (text: string): Promise<Run> =>
      watch(
        spawn('dbus-run-session', ['--', 'sh', '-c', text], {
          env: { PATH: process.env['PATH'], ...env },
        }),
        undefined,
      ).ended
    const ended = await inSession(script)
    expect(ended).toMatchObject({ status: 0 })
    const [token = '', status = ''] = ended.stdout.split('\n')
    expect(token).toMatch(/^00D\w{12}!/)
    expect(JSON.parse(status)).toMatchObject({ store: 'keychain', state: 'valid' })

    const locked = await inSession(
      'gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1; $CLI token',
    )
    expect(locked).toMatchObject({ status: 8, stdout: '' })
    const absent = await run(['token', '-o', 'json'], { env })
    expect(absent).toMatchObject({ status: 8, stdout: '' })
    expect(JSON.parse(absent.stderr)).toMatchObject({ exit_status: 8 })
  })
})
