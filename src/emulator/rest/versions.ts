/** The versions of the REST API this org serves, oldest first. */
export const apiVersions: readonly string[] = Array.from(
  { length: 67 - 31 + 1 },
  (_, index) => `${31 + index}.0`,
)

/** The youngest of them. */
export const latestVersion = '67.0'
