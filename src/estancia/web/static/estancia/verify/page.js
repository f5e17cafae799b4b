// Checks a paper on the phone itself: what the camera reads never leaves it, and nothing of it stays when the answer goes.
// Without this script the page asks the server instead.
import { hasCamera, readCode } from './camera.js'
import { FRESH_FOR, listIssuedAt, readCardNumber, verifyTyped } from './verifier.js'

const MINUTE = 60 * 1000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const PATIENCE = 6000 // milliseconds: longer than the worker's, which has the last list at hand
const desk = document.querySelector('[data-verifier]')
const parts = Object.fromEntries([...desk.querySelectorAll('[data-part]')].map((part) => [part.dataset.part, part]))
const form = parts.ask.querySelector('form')
const typed = form.elements.code
const now = () => Date.now() + Number(desk.dataset.clockAhead) // the demo's clock stands in another year
const language = document.documentElement.lang
let bundle = { ring: null, revocations: null }

// ── the ring and the list ────────────────────────────────────────────────────────────────────────────────

async function refresh () {
  try {
    const answer = await fetch(desk.dataset.bundle, { cache: 'no-store', credentials: 'omit', signal: patience() })
    if (answer.ok) bundle = await answer.json()
  } catch { /* without a connection the list at hand stays, and its age says so */ }
  await sayAge()
}

function patience () {
  return AbortSignal.timeout?.(PATIENCE) // an older phone waits as long as it waits
}

async function sayAge () {
  const signed = await listIssuedAt({ ring: bundle.ring, list: bundle.revocations })
  const age = signed === null ? 'none' : now() - signed > FRESH_FOR ? 'old' : 'fresh'
  parts.age.textContent = desk.dataset[`age${age}`].replace('WHEN', signed === null ? '' : ago(signed))
  parts.age.classList.toggle('estancia-verifier__age--old', age !== 'fresh')
  parts.list.hidden = false
}

function ago (instant) {
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const age = Math.max(0, now() - instant)
  if (age < MINUTE) return desk.dataset.justNow
  if (age < HOUR) return words.format(-Math.floor(age / MINUTE), 'minute')
  if (age < 2 * DAY) return words.format(-Math.floor(age / HOUR), 'hour')
  return words.format(-Math.floor(age / DAY), 'day')
}

// ── the answer ───────────────────────────────────────────────────────────────────────────────────────────

async function answer (text) {
  const said = await verifyTyped({ text, ring: bundle.ring, list: bundle.revocations, now: now() })
  const box = desk.querySelector(`template[data-word=${said.verdict}]`).content.cloneNode(true)
  const [number, days] = [box.querySelector('[data-number]'), box.querySelector('[data-days]')]
  number.hidden = !said.number
  days.hidden = !said.validFrom
  number.textContent = said.number ?? ''
  days.textContent = said.validFrom ? `${day(said.validFrom)} – ${day(said.validUntil)}` : ''
  parts.said.replaceChildren(box)
  parts['only-number'].hidden = said.verdict !== 'cannot_tell' || readCardNumber(text) === null
  await sayAge()
  turnTo('answer')
  parts.said.querySelector('h1').focus()
}

// In the words of the server's pages: mié 2 oct 2019.
function day (written) {
  const on = new Date(written)
  const weekday = desk.dataset.weekdays.split(' ')[(on.getUTCDay() + 6) % 7]
  return `${weekday} ${on.getUTCDate()} ${desk.dataset.months.split(' ')[on.getUTCMonth()]} ${on.getUTCFullYear()}`
}

// The part not asked for leaves the page: it has one heading at a time.
function turnTo (part) {
  if (part === 'ask') desk.prepend(parts.ask)
  else parts.ask.remove()
  parts.answer.hidden = part !== 'answer'
}

function forget () {
  parts.said.replaceChildren()
  form.reset()
  typed.value = ''
  turnTo('ask')
}

parts.another.addEventListener('click', () => { forget(); (parts['open-camera'].hidden ? typed : parts['open-camera']).focus() })
addEventListener('pagehide', forget)

// ── typed ────────────────────────────────────────────────────────────────────────────────────────────────

// A number alone is signed by nobody: only the server knows it. On the server's own page a code is asked of it too, for it
// also knows which papers it really issued; without a connection, and on a phone's own page, the phone answers.
form.addEventListener('submit', async (event) => {
  const text = typed.value.trim()
  if (!text) return
  event.preventDefault()
  event.stopImmediatePropagation()
  const forServer = !desk.hasAttribute('data-on-phone') || readCardNumber(text) !== null
  if (forServer && await connected()) form.submit()
  else await answer(text)
}, { capture: true })

function connected () {
  return fetch(desk.dataset.alive, { cache: 'no-store', signal: patience() }).then((said) => said.ok, () => false)
}

// ── the camera ───────────────────────────────────────────────────────────────────────────────────────────

let stop = new AbortController()

async function scan () {
  stop = new AbortController()
  parts['camera-refused'].hidden = true
  show({ camera: true })
  try {
    const text = await readCode({ video: parts.video, worker: desk.dataset.reader, stopped: stop.signal, onLight: offerLight })
    if (text !== null) await answer(text)
  } catch {
    parts['camera-refused'].hidden = false
    typed.focus()
  }
  show({ camera: false })
}

function show ({ camera }) {
  parts.view.hidden = !camera
  parts['open-camera'].hidden = camera
  parts.light.hidden = true
  parts.light.setAttribute('aria-pressed', 'false')
}

function offerLight (turn) {
  parts.light.hidden = false
  parts.light.onclick = async () => {
    const on = parts.light.getAttribute('aria-pressed') !== 'true'
    await turn(on)
    parts.light.setAttribute('aria-pressed', String(on))
  }
}

parts['open-camera'].addEventListener('click', scan)
parts['close-camera'].addEventListener('click', () => stop.abort())
addEventListener('pagehide', () => stop.abort())
document.addEventListener('visibilitychange', () => { if (document.hidden) stop.abort() })

// For the worker: without a connection this page comes in the language it was last read in, not in the phone's.
async function keepLanguage () {
  await (await caches.open('estancia-verify-list')).put('/verify/language', new Response(language))
}

// ── at start ─────────────────────────────────────────────────────────────────────────────────────────────

parts.scan.hidden = !hasCamera
form.querySelector('button').classList.toggle('govuk-button--secondary', hasCamera) // one main act: the camera, where there is one
parts.refresh.addEventListener('click', refresh)
addEventListener('online', refresh)
setInterval(sayAge, MINUTE)
if ('caches' in window) await keepLanguage().catch(() => {})
await refresh()
desk.dataset.ready = 'yes'
if ('serviceWorker' in navigator) await navigator.serviceWorker.register(desk.dataset.worker, { scope: '/verify/' }).catch(() => {})
