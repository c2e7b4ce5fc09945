/** What an administrator lets a token say about the app. */
interface CustomSettings {
  readonly customAttributes: Readonly<Record<string, string>>
  readonly customPermissions: readonly string[]
}

/** Custom attributes and permissions as identity URL, ID token and asset token spell them, if there are any. */
export function customMembers(settings: CustomSettings): Readonly<Record<string, unknown>> {
  const { customAttributes, customPermissions } = settings
  return {
    ...(Object.keys(customAttributes).length === 0 ? {} : { custom_attributes: customAttributes }),
    ...(customPermissions.length === 0
      ? {}
      : { custom_permissions: Object.fromEntries(customPermissions.map((name) => [name, true])) }),
  }
}
