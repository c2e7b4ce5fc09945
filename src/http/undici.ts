import connect from 'undici/lib/api/api-connect.js'
import request from 'undici/lib/api/api-request.js'
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js'

// What we use of undici, which is bundled with the program. The whole of it (mock agents, caches, WebSocket, fetch) takes
// four times as long to load, and a refresh holds its lock meanwhile (ADR 12).
export { default as Agent } from 'undici/lib/dispatcher/agent.js'
export { default as Pool } from 'undici/lib/dispatcher/pool.js'
export { default as ProxyAgent } from 'undici/lib/dispatcher/proxy-agent.js'
export type { buildConnector } from 'undici'
export type { Dispatcher }

// As undici's own index does.
Object.assign(Dispatcher.prototype, { connect, request })
