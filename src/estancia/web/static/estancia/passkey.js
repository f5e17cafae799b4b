// Passkeys: shows its forms only where the browser can do it; everything else works without this file.
const able = window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON

const ask = {
  async 'sign-in' (form) {
    const answer = await fetch(form.action, { headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' } })
    const options = await answer.json()
    return read(options.request_options)
  },
  async confirm (form) { return read(JSON.parse(form.dataset.options).request_options) },
  async create (form) {
    const options = JSON.parse(form.dataset.options).creation_options.publicKey
    options.authenticatorSelection = { ...options.authenticatorSelection, residentKey: 'required', requireResidentKey: true, userVerification: 'required' }
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
  }
}

function read (options) {
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey) })
}

for (const form of able ? document.querySelectorAll('[data-passkey]') : []) {
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    if (form.elements.credential.value) return
    event.preventDefault()
    try {
      const credential = await ask[form.dataset.passkey](form)
      form.elements.credential.value = JSON.stringify(credential.toJSON())
      form.submit()
    } catch {
      form.querySelector('[data-passkey-failed]').hidden = false
    }
  })
}
