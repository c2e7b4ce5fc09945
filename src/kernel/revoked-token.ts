/** The kinds of token that a server can revoke (RFC 7009 §2.1). */
export type RevokedToken = 'refresh_token' | 'access_token'
