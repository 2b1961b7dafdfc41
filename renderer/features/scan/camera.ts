// The camera: opened while somebody looks through it and no longer; which there are, why one does not open, and the picture it takes.
import { useEffect, useState } from 'react'
import type { Crop } from '#shared/domain/scan.ts'

export const CAMERA_PROBLEMS = ['none', 'refused', 'busy', 'failed'] as const
export type CameraProblem = (typeof CAMERA_PROBLEMS)[number]

/** By the names of the Media Capture specification. */
const PROBLEMS: Record<string, CameraProblem> = {
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotReadableError: 'busy',
  AbortError: 'busy',
}

export function cameraProblem(thrown: unknown): CameraProblem {
  return thrown instanceof DOMException ? (PROBLEMS[thrown.name] ?? 'failed') : 'failed'
}

/** What part of the camera's picture is taken: all of it, or a sheet or card of these proportions, as large as fits. */
export const FRAMES = { whole: null, portrait: 210 / 297, landscape: 297 / 210, card: 85.6 / 54 } as const
export type Frame = keyof typeof FRAMES

/** The frame on a picture of `width` by `height`, in fractions of it. */
export function frameOn(frame: Frame, width: number, height: number): Crop {
  const ratio = FRAMES[frame]
  if (ratio === null || width <= 0 || height <= 0) return { left: 0, top: 0, width: 1, height: 1 }
  const margin = frame === 'card' ? 0.7 : 0.96
  const wide = Math.min(width * margin, height * margin * ratio)
  const [w, h] = [wide / width, wide / ratio / height]
  return { left: (1 - w) / 2, top: (1 - h) / 2, width: w, height: h }
}

type Opened = {
  stream: MediaStream | null
  problem: CameraProblem | null
  /** The one that is open. */
  deviceId: string | null
}

export type Camera = Opened & {
  devices: readonly { id: string; label: string }[]
  choose: (deviceId: string) => void
  retry: () => void
}

/** Asked for as fine as the camera can; a document camera gives its own best. */
const FINE = { width: { ideal: 4096 }, height: { ideal: 3072 } }

const NOT_YET: Opened = { stream: null, problem: null, deviceId: null }

/** Opens a camera, at first whichever the system gives, for as long as the component lives. */
export function useCamera(): Camera {
  /** A new object asks anew. */
  const [asked, ask] = useState<{ deviceId: string | null }>({ deviceId: null })
  const [opened, setOpened] = useState<Opened & { of: object | null }>({ ...NOT_YET, of: null })
  const [devices, setDevices] = useState<Camera['devices']>([])

  useEffect(() => {
    let gone = false
    let stream: MediaStream | null = null
    const stop = (): void => {
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    const open = async (): Promise<void> => {
      try {
        const device = asked.deviceId === null ? {} : { deviceId: { exact: asked.deviceId } }
        stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...FINE, ...device } })
        const found = await listCameras()
        // Left while the system still asked for leave.
        if (gone) return stop()
        const [track] = stream.getVideoTracks()
        track?.addEventListener('ended', () => setOpened({ ...NOT_YET, problem: 'none', of: asked }))
        setDevices(found)
        setOpened({ stream, problem: null, deviceId: track?.getSettings().deviceId ?? asked.deviceId, of: asked })
      } catch (thrown) {
        if (!gone) setOpened({ ...NOT_YET, problem: cameraProblem(thrown), of: asked })
      }
    }
    void open()
    return () => {
      gone = true
      stop()
    }
  }, [asked])

  useEffect(() => {
    const look = (): void => void listCameras().then(setDevices, () => undefined)
    const { mediaDevices } = navigator
    mediaDevices.addEventListener('devicechange', look)
    return () => mediaDevices.removeEventListener('devicechange', look)
  }, [])

  return {
    ...(opened.of === asked ? opened : NOT_YET),
    devices,
    choose: (deviceId) => ask({ deviceId }),
    retry: () => ask({ ...asked }),
  }
}

async function listCameras(): Promise<{ id: string; label: string }[]> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '').map(({ deviceId, label }) => ({ id: deviceId, label }))
}

/** The part of what the camera sees now, as a JPEG; null before it sees anything. */
export async function takePicture(video: HTMLVideoElement, part: Crop): Promise<Blob | null> {
  const [width, height] = [Math.round(video.videoWidth * part.width), Math.round(video.videoHeight * part.height)]
  if (width === 0 || height === 0) return null
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  context?.drawImage(video, video.videoWidth * part.left, video.videoHeight * part.top, width, height, 0, 0, width, height)
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 })
}
