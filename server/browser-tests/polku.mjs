// A built Polku with the demo shop, in a process of its own on a fresh data directory.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const HOME = resolve(import.meta.dirname, '../..')
const CLASSES = `${HOME}/server/target/classes:${HOME}/server/target/lib/*`

/** From below the ports that the system gives to outgoing connections: one of these could take it before the server does. */
async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const server = createServer().listen(port, '127.0.0.1')
    try {
      await once(server, 'listening')
    } catch {
      continue
    }
    server.close()
    await once(server, 'close')
    return port
  }
}

/** Starts `polku demo` with these options and resolves when it says that it runs. */
export async function startPolku(...options) {
  const data = mkdtempSync(join(tmpdir(), 'polku-browser-'))
  const [port, management, shop] = [await freePort(), await freePort(), await freePort()]
  const key = 'polku_browser_test_key_0123456789'
  const process_ = spawn(
    'java',
    ['-cp', CLASSES, 'polku.server.Main', 'demo', ...options],
    {
      env: {
        ...process.env,
        POLKU_HOME: HOME,
        POLKU_PORT: String(port),
        POLKU_MANAGEMENT_PORT: String(management),
        POLKU_DEMO_PORT: String(shop),
        POLKU_DATA_DIR: data,
        POLKU_API_KEY: key,
        POLKU_LOG_LEVEL: 'WARN',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  await said(process_, /Ctrl-C stops/)
  let ended
  const end = () => (ended ??= ending())
  async function ending() {
    process_.kill('SIGTERM')
    const [code] = await once(process_, 'exit')
    return code
  }
  return {
    url: `http://localhost:${port}`,
    management: `http://localhost:${management}`,
    shop: `http://localhost:${shop}`,
    key,
    data,
    password: readFileSync(join(data, 'demo-password'), 'utf8').trim(),
    /** Ends it, and answers each statement from the tables that it leaves: a list of rows. */
    async rows(...statements) {
      await end()
      const { stdout } = await promisify(execFile)(
        'java', ['-cp', CLASSES, join(import.meta.dirname, 'Rows.java'), data, ...statements],
        { cwd: HOME, env: { ...process.env, POLKU_LOG_LEVEL: 'WARN' }, maxBuffer: 1 << 26 },
      )
      const answers = stdout.split(/^--$/m).slice(0, statements.length)
      return answers.map((answer) => answer.trim().split('\n').filter(Boolean).map((row) => JSON.parse(row)))
    },
    async stop() {
      const code = await end()
      rmSync(data, { recursive: true, force: true })
      return code
    },
  }
}

async function said(child, words) {
  for await (const line of createInterface({ input: child.stdout })) {
    if (words.test(line)) {
      child.stdout.resume()
      return
    }
  }
  throw new Error(`Polku ended without saying ${words}`)
}
