const least = 8

/**
 * Says what the password policy has against a password: "uppercase and lowercase characters, a number,
 * and a special character" (Headless Identity Implementation Guide), and Salesforce's default length.
 * The texts are NOT FOUND.
 *
 * @param password `undefined` for none, which nothing is against.
 * @see salesforce-oauth.md section 12.5
 */
export function passwordFault(username: string, password: string | undefined): string | undefined {
  if (password === undefined) return undefined
  if (password.length < least) return `the password must have at least ${least} characters`
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/]
  if (!kinds.every((kind) => kind.test(password))) {
    return 'the password must mix uppercase and lowercase letters, numbers and special characters'
  }
  if (password.toLowerCase().includes(username.toLowerCase())) {
    return 'the password must not contain the username'
  }
  return undefined
}
