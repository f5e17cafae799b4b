// Reads a page aloud with a voice that lives on this device: what is read goes over no network. Without such a voice the
// button never shows, and nothing else changes. Only a press makes a sound.
const button = document.querySelector('[data-aloud]')
const language = document.documentElement.lang
const label = button.querySelector('span')
const words = { listen: label.textContent, stop: button.dataset.stop }
const SKIPPED = 'audio, button, .estancia-source, .estancia-screen-only, .govuk-visually-hidden, [hidden]'
const SAID = 'h1, h2, h3, p, li, legend, label, .govuk-hint'
let voice = null

function findVoice () {
  const here = speechSynthesis.getVoices().filter((one) => one.localService && one.lang.slice(0, 2) === language)
  voice = here.find((one) => /^es[-_](MX|US|419)$/.test(one.lang)) ?? here[0] ?? null
  button.hidden = voice === null
}

// Each sentence once: of parts that stand within one another, the innermost.
function pieces () {
  const parts = [...document.querySelectorAll(`main :is(${SAID})`)]
  const said = parts.filter((part) => !part.querySelector(SAID) && !part.closest(SKIPPED) && part.getClientRects().length > 0)
  return said.map((part) => ({ part, text: textOf(part) })).filter(({ text }) => text !== '')
}

function textOf (part) {
  const copy = part.cloneNode(true)
  for (const silent of copy.querySelectorAll(SKIPPED)) silent.remove()
  return copy.textContent.replace(/\s+/g, ' ').trim()
}

function read () {
  for (const { part, text } of pieces()) {
    const said = new SpeechSynthesisUtterance(text)
    Object.assign(said, { voice, lang: voice.lang, rate: 0.9 })
    said.onstart = () => { part.classList.add('estancia-read-now'); part.scrollIntoView({ block: 'nearest' }) }
    said.onend = said.onerror = () => part.classList.remove('estancia-read-now')
    speechSynthesis.speak(said)
  }
  const end = new SpeechSynthesisUtterance('')
  end.onend = end.onerror = () => turnTo('listen')
  speechSynthesis.speak(end)
  turnTo('stop')
}

function silence () {
  speechSynthesis.cancel()
  for (const part of document.querySelectorAll('.estancia-read-now')) part.classList.remove('estancia-read-now')
  turnTo('listen')
}

function turnTo (act) {
  button.dataset.act = act
  label.textContent = words[act]
}

if ('speechSynthesis' in window) {
  turnTo('listen')
  findVoice()
  speechSynthesis.addEventListener('voiceschanged', findVoice)
  button.addEventListener('click', () => button.dataset.act === 'listen' ? read() : silence())
  addEventListener('pagehide', silence)
}
