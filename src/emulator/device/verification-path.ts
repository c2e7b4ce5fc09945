/** Where a person types the code of a device. @see salesforce-oauth.md section 4 */
export const verificationPath = '/setup/connect'
