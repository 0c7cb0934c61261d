// Writes the lists that the tests hold the collector's parser against, from what npm packages know of user agents, under the
// names that Polku has for things. Run `npm ci && npm run generate` after raising a version.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'

const resources = new URL('../../src/test/resources/polku/collector/enrich/', import.meta.url)
const inPackage = (path) => new URL(`./node_modules/${path}`, import.meta.url)
const json = (path) => JSON.parse(readFileSync(inPackage(path), 'utf8'))
const titleOf = (name) => {
  const { version, license, homepage, repository } = json(`${name}/package.json`)
  return `${name} ${version} (${license}, ${homepage ?? repository?.url ?? repository})`
}

/** Unknown is "-". */
const rows = []
const add = (list, text, browser, os, device) => {
  if (/^[\x20-\x7e]+$/.test(text)) rows.push([list, browser ?? '-', os ?? '-', device ?? '-', text].join('\t'))
}

// Browsers that were started on known systems, and what they sent.
const desktops = Object.values(json('@ulixee/real-user-agents/data/userAgentsById.json'))
const seen = new Map()
for (const { pattern, browserId, operatingSystemId, stablePatchVersions } of desktops) {
  const text = pattern.replace('$patch$', stablePatchVersions[0] ?? 0)
  const browser = { chrome: 'Chrome', firefox: 'Firefox', safari: 'Safari', edge: 'Edge', opera: 'Opera', ie: 'IE' }[browserId.split('-')[0]]
  const os = operatingSystemId.startsWith('mac') ? 'macOS' : 'Windows'
  seen.set(text, [browser, os])
}
// Every fifth: they are many of few kinds.
;[...seen].sort().filter((one, i) => i % 5 === 0).forEach(([text, [browser, os]]) => add('started', text, browser, os, 'desktop'))

// What visitors of sites sent of late, with the class of device that their screens and touch points told, and the platform.
const visitors = new Map()
for (const { userAgent, deviceCategory, platform } of json('user-agents/dist/user-agents.json')) {
  const one = visitors.get(userAgent) ?? visitors.set(userAgent, { devices: new Set(), systems: new Set() }).get(userAgent)
  one.devices.add(deviceCategory)
  one.systems.add({ iPhone: 'iOS', iPad: 'iOS', Win32: 'Windows', MacIntel: 'macOS', 'Linux armv81': 'Android', 'Linux armv8l': 'Android', 'Linux aarch64': 'Android' }[platform])
}
// One text that came from two kinds of things tells neither.
const only = (set) => (set.size === 1 ? [...set][0] : undefined)
for (const [text, { devices, systems }] of [...visitors].sort()) add('visitors', text, undefined, only(systems), only(devices))

// Told by hand: old and rare ones.
// The same under Polku's names: distributions are Linux, phones and consoles of a make are one system.
const NAMES = {
  'Internet Explorer': 'IE', IEMobile: 'IE', 'Mobile Safari': 'Safari', 'Opera Mobi': 'Opera', 'Opera Tablet': 'Opera', 'Opera Touch': 'Opera',
  Fennec: 'Firefox', 'Samsung Browser': 'Samsung Internet', 'Yandex Browser': 'Yandex', YaBrowser: 'Yandex', 'Google Search App': 'Google', GSA: 'Google',
  MetaSr: 'Sogou Explorer', Silk: 'Amazon Silk', Mosaic: 'NCSA Mosaic', QQBrowserLite: 'QQ Browser', baiduboxapp: 'Baidu', BIDUBrowser: 'Baidu Browser', LBBROWSER: 'Liebao', 'WeChat(Win) Desktop': 'WeChat',
  'Mac OSX': 'macOS', 'Mac OS': 'macOS', 'Mac OS Classic': 'macOS', iPhone: 'iOS', iPad: 'iOS', iPod: 'iOS', 'Windows Phone OS': 'Windows Phone',
  'Windows Mobile': 'Windows CE', ChromeOS: 'Chrome OS', 'Chromium OS': 'Chrome OS', 'BlackBerry 10': 'BlackBerry', 'RIM Tablet OS': 'BlackBerry', 'Android-x86': 'Android',
}
const DISTRIBUTIONS = /^(debian|mint|gentoo|fedora|red ?hat|k?ubuntu|raspbian|suse|arch|slackware|mandriva|joli|centos|pclinuxos|zenwalk|linpus|manjaro|elementary os|sabayon|linspire|deepin)$/i
const named = (name) => {
  if (!name || name === 'undefined' || name === 'UNKNOWN') return undefined
  if (DISTRIBUTIONS.test(name)) return 'Linux'
  if (/^Windows (\d|XP|Vista|NT|Me|UNKNOWN|RT)/.test(name)) return 'Windows'
  return NAMES[name] ?? name.trim().replace(/^(Xbox|PlayStation|Nintendo) .*/, '$1')
}
// Programs that fetch pages for others are robots here, and have no browser.
const isProgram = (text) => /headless|phantomjs|https?:|curl|links|libwww|cfnetwork|contiki|squeezecenter|^user-agent:|transcoder/i.test(text)
const DEVICES = { pc: 'desktop', smartphone: 'mobile', mobilephone: 'mobile', appliance: 'console' }
for (const file of readdirSync(inPackage('woothee/woothee/testsets')).sort()) {
  for (const { target, name, os, category } of parse(readFileSync(inPackage(`woothee/woothee/testsets/${file}`), 'utf8'))) {
    if (!DEVICES[category] || isProgram(target)) continue
    // Feature phones of Japanese carriers have the carrier for a browser and a system; consoles have the console for a browser.
    const carrier = category === 'mobilephone'
    const isTablet = /iPad|Tablet;/.test(target) || os === 'Android' && !/Mobile|Opera Mini/.test(target)
    const isTv = /DTV|InettvBrowser/.test(target)
    const device = isTv ? 'tv' : category === 'smartphone' && isTablet ? 'tablet' : DEVICES[category]
    add('woothee', target, carrier || category === 'appliance' ? undefined : browserOf(name, target), carrier || isTv ? undefined : systemOf(os, target), device)
  }
}

// It calls the browser of old Androids Safari, as it does their web view.
function browserOf(name, target) {
  if (/Opera Mini/.test(target)) return 'Opera Mini'
  if (/Sleipnir/.test(target)) return 'Sleipnir'
  if (/Android/.test(target) && /^(Safari|Webview)$/.test(name)) return /Chrome/.test(target) ? 'Chrome WebView' : 'Android Browser'
  if (name === 'Webview') return 'Safari'
  return named(name)
}

// It knows no kinds of BSD.
function systemOf(os, target) {
  return os === 'BSD' ? /(\w+BSD)/.exec(target)[1] : named(os)
}

const told = new Map()
const tell = (file, field) =>
  json(`ua-parser-js/test/${file}-test.json`).forEach(({ ua, expect }) => told.set(ua, { ...told.get(ua), [field]: expect[field === 'device' ? 'type' : 'name'] }))
tell('browser', 'browser')
tell('os', 'os')
tell('device', 'device')
for (const [text, { browser, os, device }] of told) {
  if (isProgram(text)) continue
  add('ua-parser-js', text, named(browser), named(os), { smarttv: 'tv', mobile: 'mobile', tablet: 'tablet', console: 'console' }[device])
}

function write(file, header, lines) {
  writeFileSync(new URL(file, resources), [...header.map((line) => `## ${line}`), ...lines, ''].join('\n'))
  console.log(`${file}: ${lines.length} lines`)
}

write('known-user-agents.tsv', [
  'Generated by data/user-agents/generate.mjs for tests. List, browser, system, device ("-": not known), user agent. The lists:',
  `started: ${titleOf('@ulixee/real-user-agents')}`,
  `visitors: ${titleOf('user-agents')}`,
  `woothee: ${titleOf('woothee')}`,
  `ua-parser-js: ${titleOf('ua-parser-js')}`,
], [...new Set(rows)])

write('known-crawlers.txt', [
  'Generated by data/user-agents/generate.mjs for tests: user agents of crawlers, from',
  titleOf('crawler-user-agents'),
], [...new Set(json('crawler-user-agents/crawler-user-agents.json').flatMap(({ instances }) => instances))]
  .filter((text) => /^[\x20-\x7e]+$/.test(text) && text.length <= 512))
