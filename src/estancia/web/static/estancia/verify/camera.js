// The camera as a reader of square codes: started by a press, stopped by what it reads, by a press, or by leaving.
import QrScanner from '../../built/qr-scanner.min.js'

const PAUSE = 120 // milliseconds between two looks
const ASKED = { audio: false, video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } } }

export const hasCamera = Boolean(navigator.mediaDevices?.getUserMedia)

// Show the camera in `video` and give the text of the first code it sees; null once `stopped` (an AbortSignal) says so.
// Throws when the camera is refused or missing. `worker` is the address of the reader where the browser has none itself.
export async function readCode ({ video, worker, stopped, onLight }) {
  const stream = await navigator.mediaDevices.getUserMedia(ASKED)
  const engine = await engineOf(worker)
  try {
    video.srcObject = stream
    await video.play()
    const [track] = stream.getVideoTracks()
    if (track.getCapabilities?.().torch) onLight((on) => track.applyConstraints({ advanced: [{ torch: on }] }))
    return await firstCode({ video, engine, stopped })
  } finally {
    engine.terminate?.()
    for (const track of stream.getTracks()) track.stop()
    video.srcObject = null
  }
}

async function firstCode ({ video, engine, stopped }) {
  const canvas = document.createElement('canvas')
  while (!stopped.aborted) {
    const seen = await QrScanner.scanImage(video, { qrEngine: engine, canvas, returnDetailedScanResult: true }).catch(() => null)
    if (seen?.data) return stopped.aborted ? null : seen.data
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
  return null
}

async function engineOf (worker) {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats?.() ?? []
  return formats.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : new Worker(worker)
}
