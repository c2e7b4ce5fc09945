import type { RequestListener } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { answerRequest, failed, type Served } from './answer-request.js'
import { plain } from './answers.js'
import { normalPath } from './call.js'
import { calledName } from './called-name.js'
import type { Handler } from './handler.js'
import type { Role } from './role.js'
import { routesOf } from './routes.js'

interface Env {
  Bindings: HttpBindings
}

/** Answers the requests at the port of one role. */
export function roleListener(role: Role, served: Served): RequestListener {
  const app = new Hono<Env>({ getPath: (request) => normalPath(new URL(request.url).pathname) })
  for (const [path, handler] of routesOf(role)) {
    app.all(path, (context) => answerRequest(context.req.raw, context.env, role, served, handler))
  }
  app.all('*', (context) => answerRequest(context.req.raw, context.env, role, served, notFound))
  app.onError(failed)

  const listener = getRequestListener((request, env) => app.fetch(request, env), {
    overrideGlobalObjects: false,
  })
  return (incoming, outgoing) => {
    if (calledName(incoming, served.ports[role]) === undefined) {
      outgoing.writeHead(421, { 'content-type': 'text/plain;charset=UTF-8', connection: 'close' })
      outgoing.end('Misdirected request: this org answers to 127.0.0.1, localhost and [::1] only\n')
      return
    }
    void listener(incoming, outgoing)
  }
}

const notFound: Handler = () => plain('Not found', 404)
