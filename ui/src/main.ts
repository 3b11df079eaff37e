// Logs in, if the page was opened with a code, then shows the app; to somebody new, the welcome.
import { mount } from 'svelte'
import App from './App.svelte'
import { router } from './router.svelte'
import { shell } from './shell'
import { appearance } from './state/appearance.svelte'
import { connection } from './state/connection.svelte'
import { returnToPlace } from './state/place.svelte'
import { welcomeFirst } from './state/welcome'
import './styles/tokens.css'
import './styles/base.css'
import './styles/overlays.css'

appearance.apply()
await connection.begin()
await Promise.all([appearance.load(), welcomeFirst()])
returnToPlace()
shell?.onOpen(({ session }) => router.go('sessions', session))
mount(App, { target: document.getElementById('app')! })
