// Whether the words about the program are on screen: asked for by the shell's menu, the person's menu, or the page before sign-in.
import { create } from 'zustand'

type About = { shown: boolean; show: () => void; hide: () => void }

export const useAbout = create<About>((set) => ({
  shown: false,
  show: () => set({ shown: true }),
  hide: () => set({ shown: false }),
}))
