// The window opens at the page where it was closed or lost. A browser's tab has an address of its own.
import { router } from '../router.svelte'
import { shell } from '../shell'
import { kept } from './kept.svelte'

const name = 'place'

export function returnToPlace() {
  if (!shell) return
  if (router.route.page === '') router.open(kept.get(name) || '#/')
  $effect.root(() => {
    $effect(() => {
      void router.route
      kept.put(name, location.hash)
    })
  })
}
