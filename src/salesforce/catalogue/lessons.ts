import type { LessonGroup } from '../../oauth/lesson.js'
import { coreLessons } from '../../oauth/lessons/core-lessons.js'
import { extensionLessons } from '../../oauth/lessons/extension-lessons.js'
import { openidLessons } from '../../oauth/lessons/openid-lessons.js'
import { appLessons } from './app-lessons.js'
import { assertionLessons } from './assertion-lessons.js'
import { authorizeLessons } from './authorize-lessons.js'
import { grantLessons } from './grant-lessons.js'
import { headlessLessons } from './headless-lessons.js'
import { oauth1Lessons } from './oauth1-lessons.js'
import { restLessons } from './rest-lessons.js'
import { tokenLessons } from './token-lessons.js'
import { wordLessons } from './word-lessons.js'

/**
 * Everything there is to learn about errors of OAuth and of Salesforce, by the place where they appear. Only
 * `explain` loads it; a failing command reads refusal-catalogue.ts.
 */
export const lessonGroups: readonly LessonGroup[] = [
  { title: 'Token endpoint: codes, refresh tokens, requests', lessons: tokenLessons },
  { title: 'Token endpoint: flows without a browser', lessons: grantLessons },
  { title: 'Signed assertions (JWT, SAML)', lessons: assertionLessons },
  { title: 'App, user and org', lessons: appLessons },
  { title: 'In the browser', lessons: authorizeLessons },
  { title: 'Plain words of userinfo, identity URL and singleaccess', lessons: wordLessons },
  { title: 'REST API', lessons: restLessons },
  { title: 'Headless identity and registration of apps', lessons: headlessLessons },
  { title: 'OAuth 1.0.A', lessons: oauth1Lessons },
  { title: 'OAuth 2.0', lessons: coreLessons },
  { title: 'Extensions of OAuth 2.0', lessons: extensionLessons },
  { title: 'OpenID Connect', lessons: openidLessons },
]
