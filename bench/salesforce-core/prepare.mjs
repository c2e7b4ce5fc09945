// Makes the auth file as `sf org login` does: the library exchanges the refresh token it is given and saves what
// came of it. Prints the user name, which is also the name of the file.
import { AuthInfo } from '@salesforce/core'
import { text } from 'node:stream/consumers'

const oauth2Options = JSON.parse(await text(process.stdin))
const authInfo = await AuthInfo.create({ oauth2Options })
await authInfo.save()
process.stdout.write(authInfo.getUsername())
