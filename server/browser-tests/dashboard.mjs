// The dashboard in Chromium, as its owner reads it.
import { chromium } from 'playwright-core'

// Headless Chromium would name itself, and be counted as the bot that it then is. Not by the context's `userAgent`: what a
// page sends while it is left does not carry that.
const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'

/** Has the shop as one of its hosts, which is none of the demo site's. */
export const FOREIGN_HOST = 'shop.example.net'

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', `--user-agent=${USER_AGENT}`,
  `--host-resolver-rules=MAP ${FOREIGN_HOST} 127.0.0.1`,
]

export const openBrowser = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })

/** A page of the signed-in demo user, which leads to `path`. */
export async function signIn(browser, polku, path = '/') {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 1200 } })
  const page = await context.newPage()
  await page.goto(polku.url + path)
  await page.fill('input[type=email]', 'demo@example.org')
  await page.fill('input[type=password]', polku.password)
  await page.click('button[type=submit]')
  return page
}

/** Opens a page of the shop by a link of its owner's. */
export async function openLink(page, url) {
  // a link to the page that is open would load nothing
  await page.goto('about:blank')
  await page.goto(url)
  await page.locator('polku-bar').getByRole('button', { name: /Take|Ota kuva/ }).waitFor()
}

/** What the owner does on a page that a link for snapshots has opened. */
export async function takeSnapshot(page) {
  await page.locator('polku-bar').getByRole('button', { name: /Take|Ota kuva/ }).click()
  await page.locator('polku-bar').getByText(/Taken|Kuva on otettu/).waitFor()
}

/** The key figures by their names, as they are written; none while older ones stand there. */
export const keyFigures = (page) =>
  page.$$eval('.figures:not([aria-busy=true]) button.figure', (buttons) =>
    Object.fromEntries(
      buttons.map((button) => [
        button.querySelector('.figure-name').textContent,
        button.querySelector('.figure-value').textContent,
      ]),
    ),
  )

/** The rows of a panel from the top: the name and the figures, as they are written; none while older ones stand there. */
export const panelRows = (page, title) =>
  page.$$eval('section.card', (cards, wanted) => {
    const card = cards.find((one) => one.querySelector('h2')?.textContent === wanted)
    return [...(card?.querySelectorAll('.breakdown:not([aria-busy=true]) tbody tr') ?? [])].map((row) =>
      [row.querySelector('.breakdown-label'), ...row.querySelectorAll('.breakdown-figure')].map((cell) => cell.textContent))
  }, title)

/** "1 m 12 s" and "9 s" as a number. */
export function secondsOf(text) {
  const [, minutes = 0, seconds] = /^(?:(\d+) m )?(\d+) s$/.exec(text.replace(/\s+/g, ' ').trim())
  return 60 * minutes + Number(seconds)
}
