/**
 * Counts the sessions that a race has lost and logs in again, so that the harness can go on with its control. A session
 * is lost when the org accepts the stored refresh token no more.
 */
export function watchedContender(harness, contender) {
  const orgs = new Map()
  let lost = 0
  const prepare = async (org, home) => {
    orgs.set(home, org)
    await contender.prepare(org, home)
  }
  return {
    lost: () => lost,
    contender: {
      ...contender,
      prepare,
      command: async (home) => {
        const org = orgs.get(home)
        const { isLive } = await harness.look(org)
        if (!isLive(await contender.refreshTokenIn(home))) {
          lost += 1
          await prepare(org, home)
          await org.control('expire')
        }
        return contender.command(home)
      },
    },
  }
}

/** Measures how long the processes took that nobody killed, milliseconds. */
export function watchedStage(stage) {
  const measured = []
  return {
    measured,
    stage: {
      ...stage,
      start: (...given) => {
        const child = stage.start(...given)
        const measure = ({ at, signal }) => signal ?? measured.push(at - child.startedAt)
        child.ended.then(measure, () => undefined)
        return child
      },
    },
  }
}
