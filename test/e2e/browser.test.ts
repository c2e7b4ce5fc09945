import { mkdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.js'
import { run, start, temporaryHome } from '../support/cli.js'
import { startTestOrg } from '../support/emulator.js'
import { describeWith } from '../support/needs.js'

/** Where to leave screenshots for a person to look at; nowhere unless asked. */
const shots = process.env['OAUTHCTL_TEST_SHOTS']

describeWith(['chromium'], 'a person with Chromium', () => {
  test('T48: logs in on the org’s pages and lands on our page, without a code in the address', async () => {
    await using org = await startTestOrg({ autoApprove: false })
    using home = temporaryHome()
    await using browser = await launchChromium()
    const user = org.org.ready.users[0]
    const login = start(
      ['login', org.myDomain, '-i', org.app('public').id, '--port', '0', '--no-browser'],
      home,
    )
    const [authorization] = await login.seen('stderr', /^http\S+$/m)
    const page = await browser.newPage({ width: 1280 })
    await page.goto(authorization)
    await page.getByLabel('Username').fill(user?.username ?? '')
    await page.getByLabel('Password', { exact: true }).fill(user?.password ?? '')
    await page.keyboard.press('Enter')
    await page.locator('#oaapprove').click()
    await page.getByText('You can close this tab').waitFor()
    expect(page.url()).not.toMatch(/code=|state=/)
    expect(await page.textContent('body')).toContain(user?.username)
    if (shots !== undefined) {
      mkdirSync(shots, { recursive: true })
      await page.screenshot({ path: `${shots}/success.png`, fullPage: true })
    }
    expect(await login.ended).toMatchObject({ status: 0 })
    expect(await run(['status'], home)).toMatchObject({ status: 0 })
  })

  test('T47: says no, and our page says so', async () => {
    await using org = await startTestOrg({ autoApprove: false })
    using home = temporaryHome()
    await using browser = await launchChromium()
    const user = org.org.ready.users[0]
    const login = start(
      ['login', org.myDomain, '-i', org.app('public').id, '--port', '0', '--no-browser'],
      home,
    )
    const [authorization] = await login.seen('stderr', /^http\S+$/m)
    const page = await browser.newPage({ width: 360, dark: true })
    await page.goto(authorization)
    await page.getByLabel('Username').fill(user?.username ?? '')
    await page.getByLabel('Password', { exact: true }).fill(user?.password ?? '')
    await page.keyboard.press('Enter')
    await page.locator('#oadeny').click()
    await page.getByText('Access was denied').waitFor()
    if (shots !== undefined) await page.screenshot({ path: `${shots}/denied.png`, fullPage: true })
    expect(await login.ended).toMatchObject({ status: 5, stdout: '' })
  })
})
