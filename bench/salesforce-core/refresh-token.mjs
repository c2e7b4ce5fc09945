// Reads the auth file with the library and prints the refresh token it would use next. Fails where the library cannot
// read or decrypt the file.
import { AuthInfo } from '@salesforce/core'

const [username] = process.argv.slice(2)
const authInfo = await AuthInfo.create({ username })
process.stdout.write(authInfo.getFields(true).refreshToken)
