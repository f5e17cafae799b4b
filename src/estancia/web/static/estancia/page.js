// Enhances a page that already works without this file: component behaviour, and Shift three times to leave.
import { initAll } from '../built/govuk-frontend.min.js'

document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')
initAll()

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

const exit = document.querySelector('[data-quick-exit]')
if (exit) {
  const leave = () => window.location.replace(exit.href) // replaced, so that Back does not return here
  exit.addEventListener('click', (event) => { event.preventDefault(); leave() })
  let presses = 0
  let last = 0
  document.addEventListener('keyup', (event) => {
    if (event.key !== 'Shift') { presses = 0; return }
    presses = event.timeStamp - last < 1500 ? presses + 1 : 1
    last = event.timeStamp
    if (presses === 3) leave()
  })
}
